// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/itembuilder.h"

#include "core/secret/utf8.h"
#include "core/toolbox/otpauth.h"

#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

using Why = ForeignRefusal::Why;

constexpr std::size_t LongestPlainText = 64 * 1024;
constexpr std::size_t MostFields = 1000;
constexpr qsizetype MostUris = 100;
constexpr qsizetype MostNames = 100; ///< in a path, or of tags
constexpr qsizetype LongestLabel = 200;

} // namespace

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QStringList pathOf(const QString &path, QChar separator)
{
    QStringList names;
    for (qsizetype begin = 0; begin <= path.size() && names.size() < MostNames;) {
        const qsizetype found = path.indexOf(separator, begin);
        const qsizetype end = found < 0 ? path.size() : found;
        if (const QString name = path.mid(begin, end - begin).trimmed(); !name.isEmpty())
            names.append(name);
        begin = end + 1;
    }
    return names;
}

bool isText(std::string_view bytes)
{
    return bytes.find('\0') == std::string_view::npos && isUtf8(bytes);
}

QString ItemBuilder::plain(std::string_view utf8)
{
    if (!isText(utf8))
        m_refusal = Why::NotText;
    else if (utf8.size() > LongestPlainText)
        m_refusal = Why::TooLong;
    return m_refusal ? QString() : textOf(utf8);
}

bool ItemBuilder::isTakable(std::string_view value)
{
    if (!isText(value))
        m_refusal = Why::NotText;
    else if (value.size() > LongestForeignValue)
        m_refusal = Why::TooLong;
    return !m_refusal && !value.empty();
}

void ItemBuilder::addUri(std::string_view utf8)
{
    const QString uri = plain(utf8).trimmed();
    if (uri.isEmpty() || m_item.uris.contains(uri))
        return;
    if (m_item.uris.size() < MostUris)
        m_item.uris.append(uri);
    else
        m_item.losses |= Loss::Fields;
}

void ItemBuilder::add(FieldKind kind, std::string_view value, const QString &label)
{
    const bool isTaken = std::any_of(m_item.fields.begin(), m_item.fields.end(),
                                     [kind](const ForeignField &field) { return field.kind == kind; });
    if (isTaken)
        return addCustom(label, value, CustomKind::Password);
    if (isTakable(value))
        m_item.fields.push_back({kind, {}, kind != FieldKind::PublicKey, value, {}});
}

void ItemBuilder::addCustom(const QString &label, std::string_view value, CustomKind kind, bool isProtected)
{
    if (isTakable(value) && !isFull())
        m_item.fields.push_back({FieldKind::Custom, nameFor(label), isProtected, value, kind});
}

/// A field has to be called something.
QString ItemBuilder::nameFor(const QString &label) const
{
    const QString name = label.left(LongestLabel).trimmed();
    return name.isEmpty() ? QStringLiteral("#%1").arg(m_item.fields.size() + 1) : name;
}

bool ItemBuilder::isFull()
{
    const bool isFull = m_item.fields.size() >= MostFields;
    if (isFull)
        m_item.losses |= Loss::Fields;
    return isFull;
}

void ItemBuilder::addCode(std::string_view text, const QString &label)
{
    if (!isTakable(text))
        return;
    const Expected<OtpAuth> code = OtpAuth::fromText(SecretBuffer::copyOf(text));
    if (!code)
        return addCustom(label, text, CustomKind::Password);
    add(FieldKind::Totp, m_arena.keep(code->toUri(m_item.name).view()), label);
}

void ItemBuilder::finish(ForeignFile &file)
{
    if (m_item.name.isEmpty() && !m_item.uris.isEmpty())
        m_item.name = QUrl(m_item.uris.front()).host();
    if (m_item.name.isEmpty())
        m_item.name = m_item.uris.isEmpty() ? m_item.username : m_item.uris.front();
    const bool isEmpty = m_item.name.isEmpty() && m_item.fields.empty();
    if (m_refusal || isEmpty)
        return refuse(file, m_refusal.value_or(Why::Nothing));
    const bool isNote = m_guessesType && m_item.username.isEmpty() && m_item.uris.isEmpty() &&
                        m_item.fields.size() == 1 && m_item.fields.front().kind == FieldKind::NoteText;
    if (isNote)
        m_item.type = SecretType::Note;
    file.items.push_back(std::move(m_item));
}

void ItemBuilder::refuse(ForeignFile &file, Why why)
{
    file.refusals.push_back({m_item.number, m_item.name, why});
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltlayout.h"

#include "core/vault/passbolt/passbolttypes.h"

#include <QSet>

#include <algorithm>

namespace coffret {

namespace {

/// Takes the first line off, without its end.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view withoutReturn(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// "[label]", perhaps behind backslashes; the number of those, or -1.
int headingDepth(std::string_view line)
{
    line = withoutReturn(line);
    const std::size_t depth = std::min(line.find_first_not_of('\\'), line.size());
    line.remove_prefix(depth);
    return line.size() >= 2 && line.front() == '[' && line.back() == ']' ? static_cast<int>(depth) : -1;
}

/// Values end where they ended: a line end of their own stays apart from the one that the layout adds.
void appendValue(SecretBuffer &out, std::string_view value)
{
    for (;;) {
        const bool last = value.find('\n') == std::string_view::npos;
        const std::string_view line = takeLine(value);
        if (headingDepth(line) >= 0)
            out.append("\\");
        out.append(line);
        out.append("\n");
        if (last)
            return;
    }
}

QString labelOf(const SecretField &field)
{
    const QString named = passboltLabel(field.kind);
    return named.isEmpty() ? field.label : named;
}

void appendField(SecretBuffer &out, const SecretField &field)
{
    const QByteArray heading = "\n[" + labelOf(field).simplified().toUtf8() + "]\n";
    out.append({heading.constData(), static_cast<std::size_t>(heading.size())});
    appendValue(out, field.value.view());
}

QByteArray firstLine(SecretType type)
{
    return QByteArray(CoffretTypeLabel) + ": " + toString(type).toLatin1();
}

/// The lines up to the next heading, without the one that keeps it apart.
SecretBuffer takeValue(std::string_view &rest)
{
    SecretBuffer value(rest.size());
    std::size_t lines = 0;
    while (!rest.empty() && headingDepth(rest.substr(0, rest.find('\n'))) != 0) {
        std::string_view line = takeLine(rest);
        if (headingDepth(line) > 0)
            line.remove_prefix(1);
        if (lines++ > 0)
            value.append("\n");
        value.append(line);
    }
    if (!rest.empty() && value.view().ends_with('\n')) // a heading follows
        return SecretBuffer::copyOf(value.view().substr(0, value.size() - 1));
    return value;
}

} // namespace

QString passboltPasswordKey(SecretType type)
{
    return fieldKey(type == SecretType::ApiKey ? FieldKind::Token : FieldKind::Passphrase);
}

std::vector<FieldKind> passboltLayoutKinds(SecretType type)
{
    switch (type) {
    case SecretType::SshKey:
        return {FieldKind::PrivateKey};
    case SecretType::ApiKey:
        return {FieldKind::Token};
    case SecretType::Certificate:
        return {FieldKind::Certificate, FieldKind::PrivateKey};
    case SecretType::Note:
        return {FieldKind::NoteText};
    case SecretType::Login:
    case SecretType::Unknown:
        break;
    }
    return {};
}

SecretBuffer composePassboltLayout(const SecretDraft &draft)
{
    const QString inPassword = passboltPasswordKey(draft.type);
    SecretBuffer out(1024);
    const QByteArray first = firstLine(draft.type) + '\n';
    out.append({first.constData(), static_cast<std::size_t>(first.size())});
    const auto isNote = [](const SecretField &field) { return field.kind == FieldKind::NoteText; };
    for (const bool notes : {false, true}) { // people write below a note what belongs to it
        for (const SecretField &field : draft.fields) {
            if (field.key != inPassword && !field.value.isEmpty() && isNote(field) == notes)
                appendField(out, field);
        }
    }
    return out;
}

SecretType passboltLayoutType(const SecretBuffer &description)
{
    std::string_view text = description.view();
    const std::string_view line = withoutReturn(takeLine(text));
    for (const SecretType type : {SecretType::SshKey, SecretType::ApiKey, SecretType::Certificate}) {
        const QByteArray first = firstLine(type);
        if (line == std::string_view(first.constData(), static_cast<std::size_t>(first.size())))
            return type;
    }
    return SecretType::Unknown;
}

std::vector<SecretField> parsePassboltLayout(SecretType type, const SecretBuffer &description)
{
    std::vector<SecretField> fields;
    QSet<QString> keys;
    std::string_view rest = description.view();
    takeLine(rest);
    while (!rest.empty()) {
        if (headingDepth(rest.substr(0, rest.find('\n'))) != 0) {
            takeLine(rest); // between the first line and the first heading
            continue;
        }
        std::string_view heading = withoutReturn(takeLine(rest));
        heading = heading.substr(1, heading.size() - 2);
        const QString label = QString::fromUtf8(heading.data(), static_cast<qsizetype>(heading.size()));
        SecretField field;
        field.value = takeValue(rest);
        const PassboltFieldName name = fieldNamed(type, label, label);
        field.kind = name.kind;
        field.key = name.key;
        field.label = label;
        for (int n = 2; keys.contains(field.key); ++n)
            field.key = QStringLiteral("custom:%1 %2").arg(label).arg(n);
        if (field.key.startsWith(QLatin1String("custom:")))
            field.kind = FieldKind::Custom;
        keys.insert(field.key);
        fields.push_back(std::move(field));
    }
    return fields;
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltlayout.h"

#include "core/vault/passbolt/passbolttypes.h"

#include <QHash>
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

bool isHeading(std::string_view line)
{
    return headingDepth(line) == 0;
}

/// Where the next heading begins, or the end.
std::size_t headingIn(std::string_view text)
{
    std::string_view rest = text;
    while (!rest.empty() && !isHeading(rest.substr(0, rest.find('\n'))))
        takeLine(rest);
    return text.size() - rest.size();
}

bool hasTooManyHeadings(std::string_view text)
{
    std::size_t headings = 0; // a field each
    while (!text.empty() && headings <= MaximumPassboltCustomFields) {
        if (isHeading(takeLine(text)))
            ++headings;
    }
    return headings > MaximumPassboltCustomFields;
}

/// The lines up to the next heading, without the one that keeps it apart.
SecretBuffer takeValue(std::string_view &rest)
{
    std::string_view body = rest.substr(0, headingIn(rest));
    rest.remove_prefix(body.size());
    if (!rest.empty() && body.ends_with("\n\n"))
        body.remove_suffix(1);
    SecretBuffer value(body.size());
    for (bool first = true; !body.empty(); first = false) {
        std::string_view line = takeLine(body);
        if (headingDepth(line) > 0)
            line.remove_prefix(1);
        if (!first)
            value.append("\n");
        value.append(line);
    }
    return value;
}

/// What somebody wrote above the first heading, without empty lines around it.
std::string_view strayLines(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos)
        return {};
    text = text.substr(0, last + 1);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::size_t line = text.substr(0, first).rfind('\n');
    return line == std::string_view::npos ? text : text.substr(line + 1);
}

/// The next field: a heading and what is below it.
SecretField takeField(SecretType type, std::string_view &rest)
{
    std::string_view heading = withoutReturn(takeLine(rest));
    heading = heading.substr(1, heading.size() - 2);
    SecretField field;
    field.label = QString::fromUtf8(heading.data(), static_cast<qsizetype>(heading.size()));
    field.value = takeValue(rest);
    const PassboltFieldName name = fieldNamed(type, field.label, field.label);
    field.kind = name.kind;
    field.key = name.key;
    return field;
}

/// Puts text in front of the note, or makes it one.
void addToNote(std::vector<SecretField> &fields, std::string_view text)
{
    if (text.empty())
        return;
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [](const SecretField &field) { return field.kind == FieldKind::NoteText; });
    const bool isNew = found == fields.end();
    SecretField &note = isNew ? fields.emplace_back() : *found;
    if (isNew) {
        note.kind = FieldKind::NoteText;
        note.key = fieldKey(FieldKind::NoteText);
        note.label = passboltLabel(FieldKind::NoteText);
    }
    SecretBuffer both(text.size() + 2 + note.value.size());
    both.append(text);
    both.append(note.value.isEmpty() ? "" : "\n\n");
    both.append(note.value.view());
    note.value = std::move(both);
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
            return hasTooManyHeadings(text) ? SecretType::Unknown : type;
    }
    return SecretType::Unknown;
}

std::vector<SecretField> parsePassboltLayout(SecretType type, const SecretBuffer &description)
{
    std::vector<SecretField> fields;
    QSet<QString> keys;
    QHash<QString, int> repeated;
    std::string_view rest = description.view();
    takeLine(rest);
    const SecretBuffer above = takeValue(rest);
    while (!rest.empty()) {
        SecretField field = takeField(type, rest);
        while (keys.contains(field.key))
            field.key = QStringLiteral("custom:%1 %2").arg(field.label).arg(++repeated[field.label] + 1);
        if (field.key.startsWith(QLatin1String("custom:")))
            field.kind = FieldKind::Custom;
        keys.insert(field.key);
        fields.push_back(std::move(field));
    }
    addToNote(fields, strayLines(above.view()));
    return fields;
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/draftfitting.h"

#include <algorithm>

namespace coffret {

namespace {

using Kind = DraftIssue::Kind;

const QString UsernameKey = QStringLiteral("username");
const QString UrisKey = QStringLiteral("uris");
const QString DescriptionKey = QStringLiteral("description");
const QString ExpiresKey = QStringLiteral("expires");

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Lines of a note, each "words: value".
class Lines
{
public:
    explicit Lines(const FieldWords &words) : m_words(words) {}

    void add(FieldKind kind, const QString &label, std::string_view value)
    {
        if (value.empty())
            return;
        if (!m_text.isEmpty())
            m_text.append("\n");
        if (const QString name = m_words(kind, label); !name.isEmpty()) {
            m_text.append(viewOf(name.toUtf8()));
            m_text.append(": ");
        }
        m_text.append(value);
    }
    void add(FieldKind kind, const QString &value) { add(kind, {}, viewOf(value.toUtf8())); }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    /// Below what a note says already.
    void appendTo(SecretBuffer &note) const
    {
        if (!note.isEmpty())
            note.append("\n\n");
        note.append(m_text.view());
    }

private:
    const FieldWords &m_words;
    SecretBuffer m_text;
};

/// Moves what key names out of the draft and into the lines. False where there is no such thing.
bool takeOut(SecretDraft &draft, const QString &key, Lines &lines)
{
    if (key == UsernameKey && !draft.username.isEmpty()) {
        lines.add(FieldKind::Username, std::exchange(draft.username, {}));
    } else if (key == UrisKey && !draft.uris.isEmpty()) { // all but the first, as long as there are others
        const QStringList uris = draft.uris.mid(draft.uris.size() > 1 ? 1 : 0);
        draft.uris.resize(draft.uris.size() - uris.size());
        for (const QString &uri : uris)
            lines.add(FieldKind::Uri, uri);
    } else if (key == DescriptionKey && !draft.description.isEmpty()) {
        lines.add(FieldKind::Description, std::exchange(draft.description, {}));
    } else if (key == ExpiresKey && draft.expires.isValid()) {
        draft.expires = {}; // of a value that is not watched it says nothing
    } else {
        const auto found = std::find_if(draft.fields.begin(), draft.fields.end(),
                                        [&key](const SecretField &field) { return field.key == key; });
        if (found == draft.fields.end())
            return false;
        lines.add(found->kind, found->label, found->value.view());
        draft.fields.erase(found);
    }
    return true;
}

/// What of a draft cannot stay where it is: the vault has no place for it, or not in this form.
QStringList misplaced(const SecretDraft &draft, const VaultWriting &writing)
{
    QStringList keys;
    for (const DraftIssue &issue : writing.check(draft)) {
        const bool isForm = issue.kind == Kind::BadFormat || issue.kind == Kind::TooMany;
        // A note has room for what is too long for a field of one's own.
        const bool isLong =
            issue.kind == Kind::TooLong && (issue.key == UrisKey || issue.key.startsWith(QLatin1String("custom:")));
        if (issue.kind == Kind::NotPossible || isForm || isLong)
            keys.append(issue.key);
    }
    keys.removeDuplicates();
    return keys;
}

SecretBuffer &noteOf(SecretDraft &draft)
{
    const QString key = fieldKey(FieldKind::NoteText);
    const auto found = std::find_if(draft.fields.begin(), draft.fields.end(),
                                    [&key](const SecretField &field) { return field.key == key; });
    if (found != draft.fields.end())
        return found->value;
    SecretField field;
    field.kind = FieldKind::NoteText;
    field.key = key;
    return draft.fields.emplace_back(std::move(field)).value;
}

/// Everything in it becomes lines, but for the text it may have.
void turnIntoNote(SecretDraft &draft, Lines &lines, QStringList &moved)
{
    draft.type = SecretType::Note;
    QStringList keys{UsernameKey, UrisKey};
    for (const SecretField &field : draft.fields) {
        if (field.kind != FieldKind::NoteText)
            keys.append(field.key);
    }
    for (const QString &key : std::as_const(keys)) {
        if (takeOut(draft, key, lines))
            moved.append(key);
    }
}

bool takesNote(const SecretDraft &draft, const VaultWriting &writing)
{
    SecretDraft probe = draft.clone();
    noteOf(probe).append("x");
    const std::vector<DraftIssue> issues = writing.check(probe);
    return std::none_of(issues.begin(), issues.end(), [](const DraftIssue &issue) {
        return issue.kind == Kind::NotPossible && issue.key == fieldKey(FieldKind::NoteText);
    });
}

SecretDraft noteBeside(const SecretDraft &draft)
{
    SecretDraft note;
    note.type = SecretType::Note;
    note.name = draft.name;
    note.collectionId = draft.collectionId;
    return note;
}

} // namespace

FittedDraft fitDraft(SecretDraft draft, const VaultWriting &writing, const FieldWords &words)
{
    FittedDraft fitted{std::move(draft), {}, false, {}, {}};
    Lines lines(words);
    const std::vector<SecretType> types = writing.creatableTypes();
    if (std::find(types.begin(), types.end(), fitted.draft.type) == types.end()) {
        turnIntoNote(fitted.draft, lines, fitted.moved);
        fitted.isNote = true;
    }
    const bool isEmptyNote =
        fitted.draft.type == SecretType::Note && !fitted.draft.field(fieldKey(FieldKind::NoteText));
    if (isEmptyNote) // it is what its fields say
        turnIntoNote(fitted.draft, lines, fitted.moved);
    // What is taken out changes what the rest is checked against, so this goes on until nothing more has to go.
    for (bool isChanged = true; isChanged;) {
        isChanged = false;
        const QStringList keys = misplaced(fitted.draft, writing);
        for (const QString &key : keys) {
            if (!takeOut(fitted.draft, key, lines))
                continue;
            isChanged = true;
            if (key != ExpiresKey && !fitted.moved.contains(key))
                fitted.moved.append(key);
        }
    }
    if (!lines.isEmpty()) {
        if (takesNote(fitted.draft, writing))
            lines.appendTo(noteOf(fitted.draft));
        else
            lines.appendTo(noteOf(fitted.beside.emplace(noteBeside(fitted.draft))));
    }
    for (const SecretDraft *one : {&fitted.draft, fitted.beside ? &*fitted.beside : nullptr}) {
        if (one == nullptr || fitted.issue)
            continue;
        const std::vector<DraftIssue> issues = writing.check(*one);
        if (!issues.empty())
            fitted.issue = issues.front();
    }
    return fitted;
}

} // namespace coffret

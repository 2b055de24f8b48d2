// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/editorform.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUuid>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct EditorTexts
{
    Q_DECLARE_TR_FUNCTIONS(EditorTexts)
};

constexpr std::array AllKinds{FieldKind::Password,    FieldKind::Totp,     FieldKind::PrivateKey,  FieldKind::PublicKey,
                              FieldKind::Passphrase,  FieldKind::Token,    FieldKind::Certificate, FieldKind::Domain,
                              FieldKind::Fingerprint, FieldKind::NoteText, FieldKind::Pin};

std::vector<FieldKind> kindsOfType(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return {FieldKind::Password};
    case SecretType::SshKey:
        return {FieldKind::PrivateKey, FieldKind::PublicKey, FieldKind::Passphrase};
    case SecretType::Note:
        return {FieldKind::NoteText};
    case SecretType::ApiKey:
        return {FieldKind::Token};
    case SecretType::Certificate:
        return {FieldKind::Certificate, FieldKind::PrivateKey, FieldKind::Passphrase};
    case SecretType::Unknown:
        break;
    }
    return {};
}

/// What goes well with a type, besides fields of one's own.
std::vector<FieldKind> companionsOf(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return {FieldKind::Totp, FieldKind::Pin, FieldKind::Domain, FieldKind::NoteText};
    case SecretType::SshKey:
        return {FieldKind::PublicKey, FieldKind::Passphrase, FieldKind::Domain, FieldKind::NoteText};
    case SecretType::Certificate:
        return {FieldKind::Certificate, FieldKind::PrivateKey, FieldKind::Passphrase, FieldKind::NoteText};
    case SecretType::ApiKey:
        return {FieldKind::Domain, FieldKind::NoteText};
    case SecretType::Unknown:
        return {FieldKind::NoteText};
    case SecretType::Note:
        break;
    }
    return {};
}

QString addSymbolOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Totp:
        return QStringLiteral("code");
    case FieldKind::NoteText:
        return QStringLiteral("note");
    case FieldKind::Domain:
        return QStringLiteral("globe");
    case FieldKind::Certificate:
        return QStringLiteral("certificate");
    case FieldKind::PublicKey:
        return QStringLiteral("sshkey");
    case FieldKind::Passphrase:
    case FieldKind::Pin:
        return QStringLiteral("lock");
    default:
        return QStringLiteral("plus");
    }
}

} // namespace

EditField emptyField(FieldKind kind)
{
    EditField field;
    field.kind = kind;
    field.key = kind == FieldKind::Custom
                    ? QLatin1String("custom:") + QUuid::createUuid().toString(QUuid::WithoutBraces)
                    : fieldKey(kind);
    field.isProtected = kind != FieldKind::PublicKey && kind != FieldKind::Domain;
    field.document = std::make_unique<SecretDocument>();
    return field;
}

std::vector<EditField> fieldsOfType(SecretType type)
{
    std::vector<EditField> fields;
    for (const FieldKind kind : kindsOfType(type)) {
        EditField field = emptyField(kind);
        field.stays = field.key == primaryFieldKey(type);
        fields.push_back(std::move(field));
    }
    return fields;
}

std::vector<EditField> fieldsOfDraft(const SecretDraft &draft)
{
    std::vector<EditField> fields;
    for (const SecretField &value : draft.fields) {
        EditField field;
        field.kind = value.kind;
        field.key = value.key;
        field.label = value.label;
        field.isProtected = value.isProtected;
        field.stays = value.key == primaryFieldKey(draft.type);
        field.document = std::make_unique<SecretDocument>(value.value.clone());
        fields.push_back(std::move(field));
    }
    return fields;
}

bool hasPlace(const VaultWriting &writing, const SecretDraft &draft, const QString &key, FieldKind kind)
{
    SecretDraft probe = draft.clone();
    probe.valuesChanged = true;
    if (key == QLatin1String("username"))
        probe.username = QStringLiteral("x");
    else if (key == QLatin1String("uris"))
        probe.uris = QStringList{QStringLiteral("https://example.org")};
    else if (key == QLatin1String("description"))
        probe.description = QStringLiteral("x");
    else if (key == QLatin1String("expires"))
        probe.expires = QDateTime::currentDateTimeUtc().addDays(1);
    else if (key == QLatin1String("icon"))
        probe.icon = SecretIcon{0, 0};
    else
        probe.fields.push_back(
            {kind, key, kind == FieldKind::Custom ? QStringLiteral("x") : QString(), true, SecretBuffer::copyOf("x")});
    const std::vector<DraftIssue> issues = writing.check(probe);
    return std::none_of(issues.begin(), issues.end(), [&key](const DraftIssue &issue) {
        return issue.kind == DraftIssue::Kind::NotPossible && issue.key == key;
    });
}

std::vector<Choice> addableFields(const VaultWriting &writing, const SecretDraft &draft, const EditFieldModel &fields)
{
    std::vector<Choice> choices;
    for (const FieldKind kind : companionsOf(draft.type)) {
        const QString key = fieldKey(kind);
        if (!fields.field(key) && hasPlace(writing, draft, key, kind))
            choices.push_back({key, fieldLabel(kind, {}), addSymbolOf(kind), {}});
    }
    if (hasPlace(writing, draft, QStringLiteral("custom:probe")))
        //: Menu of fields to add to a secret: one the user names.
        choices.push_back({QStringLiteral("custom"), EditorTexts::tr("Field of your own"), QStringLiteral("plus"), {}});
    return choices;
}

bool isLeftToServer(const VaultWriting &writing, const SecretDraft &draft, const EditField &field)
{
    if (field.kind != FieldKind::PublicKey && field.kind != FieldKind::Fingerprint)
        return false;
    SecretDraft fresh = draft.clone(); // of one that is there it is accepted, and not written
    fresh.id.clear();
    fresh.fields.clear();
    return !hasPlace(writing, fresh, field.key, field.kind);
}

bool canLieIn(const VaultWriting &writing, const Catalog &catalog, SecretType type, const QString &collectionId)
{
    const Collection *const collection = catalog.collection(collectionId);
    if (!collectionId.isEmpty() && (!collection || collection->right == AccessRight::Read))
        return false;
    SecretDraft draft;
    draft.type = type;
    draft.collectionId = collectionId;
    const std::vector<DraftIssue> issues = writing.check(draft);
    return std::none_of(issues.begin(), issues.end(),
                        [](const DraftIssue &issue) { return issue.key == QLatin1String("collection"); });
}

QString firstPlace(const VaultWriting &writing, const Catalog &catalog, const QString &wantedId)
{
    const auto fits = [&](const QString &id) { return canLieIn(writing, catalog, SecretType::Login, id); };
    if (fits(wantedId))
        return wantedId;
    const Collection *best = nullptr;
    bool isBestWanted = false;
    for (const Collection &collection : catalog.collections()) {
        const bool isWanted = !wantedId.isEmpty() && catalog.isCollectionBelow(collection.id, wantedId);
        const bool isBetter =
            !best || (isWanted && !isBestWanted) || (isWanted == isBestWanted && best->shared && !collection.shared);
        if (isBetter && fits(collection.id)) {
            best = &collection;
            isBestWanted = isWanted;
        }
    }
    const bool mayLieAtRoot = !isBestWanted && fits(QString());
    return best && !mayLieAtRoot ? best->id : QString();
}

FieldKind fieldKindOf(const QString &key)
{
    const auto found =
        std::find_if(AllKinds.begin(), AllKinds.end(), [&key](FieldKind kind) { return fieldKey(kind) == key; });
    return found == AllKinds.end() ? FieldKind::Custom : *found;
}

QString draftIssueText(const DraftIssue &issue)
{
    switch (issue.kind) {
    case DraftIssue::Kind::Missing:
        if (issue.key == QLatin1String("name"))
            //: Error under the name of a secret.
            return EditorTexts::tr("Give it a name.");
        if (issue.key == QLatin1String("collection"))
            //: Error about a form whose secret has to lie in a folder, where none was chosen.
            return EditorTexts::tr("It has to lie in a folder. Choose one that you can change.");
        //: Error under a field.
        return EditorTexts::tr("This cannot be empty.");
    case DraftIssue::Kind::TooLong:
        //: Error under a field. %1 is a number.
        return EditorTexts::tr("Too long: %1 characters at most.").arg(QLocale().toString(issue.limit));
    case DraftIssue::Kind::TooMany:
        //: Error under a list of entries. %1 is a number.
        return EditorTexts::tr("Too many: %1 at most.").arg(QLocale().toString(issue.limit));
    case DraftIssue::Kind::BadFormat:
        if (issue.key == fieldKey(FieldKind::Totp))
            //: Error under the field of a one-time code. otpauth:// is the beginning of an address.
            return EditorTexts::tr(
                "This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, "
                "or begins with otpauth://");
        if (issue.key == QLatin1String("expires"))
            //: Error under a date.
            return EditorTexts::tr("Write a day like 2027-03-31.");
        if (issue.key == QLatin1String("uris"))
            //: Error under the addresses of a secret.
            return EditorTexts::tr("One of these cannot be an address.");
        if (issue.key == fieldKey(FieldKind::Pin))
            //: Error under a PIN.
            return EditorTexts::tr("A PIN has only digits.");
        if (issue.key.startsWith(QLatin1String("custom:")))
            //: Error under a field that takes nothing but numbers.
            return EditorTexts::tr("Write a number like 42 or 3.5.");
        //: Error under a field.
        return EditorTexts::tr("This does not fit here.");
    case DraftIssue::Kind::Sealed:
        //: Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.
        return EditorTexts::tr("This is sealed with OpenPGP. Turn sealing on for the account before you change it.");
    case DraftIssue::Kind::NotPossible:
        break;
    }
    //: Error under a field.
    return EditorTexts::tr("This vault has no place for it.");
}

QString signingWarning(const Session::Edit &edit, const std::optional<Verdict> &earlier)
{
    QStringList reasons;
    if (earlier && !isVouched(*earlier))
        //: Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.
        reasons.append(EditorTexts::tr("About the earlier values: %1").arg(verdictText(*earlier)));
    if (!isVouched(edit.verdict) || edit.verdict.orderUnknown)
        reasons.append(verdictText(edit.verdict));
    if (edit.markers.testFlag(Marker::MetadataUnverified))
        //: Part of a warning above a form.
        reasons.append(EditorTexts::tr("Nobody you know vouches for the name and the other details."));
    if (edit.markers.testFlag(Marker::OutOfOrder) && !edit.verdict.outOfOrder)
        //: Part of a warning above a form: the server may have put something older in its place.
        reasons.append(EditorTexts::tr("The server showed details that are older, or another secret's."));
    if (reasons.isEmpty())
        return {};
    //: Warning above a form. %1 is one or more sentences about signatures of what is being changed.
    return EditorTexts::tr("%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.")
        .arg(inOneParagraph(reasons));
}

QDateTime dayFromText(const QString &text)
{
    const QString trimmed = text.trimmed();
    QDate day = QDate::fromString(trimmed, Qt::ISODate);
    for (const QLocale::FormatType format : {QLocale::ShortFormat, QLocale::LongFormat}) {
        if (!day.isValid())
            day = QLocale().toDate(trimmed, format);
    }
    if (!day.isValid() || day.year() < 1970 || day.year() > 9999)
        return {};
    return QDateTime(day, QTime(23, 59, 59), Qt::LocalTime).toUTC();
}

QString dayText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().date().toString(Qt::ISODate) : QString();
}

} // namespace coffret

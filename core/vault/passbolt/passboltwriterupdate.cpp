// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltwriterupdate.h"

#include "core/vault/passbolt/passboltlayout.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltpayload.h"

#include <algorithm>
#include <optional>

namespace coffret {

namespace {

using Parts = std::shared_ptr<PassboltWriterParts>;
using Draft = std::shared_ptr<const SecretDraft>;
using Fields = std::vector<SecretField>;

/// The current values: broken ones are none, they are being replaced.
Task<Expected<PassboltOpenedSecret>> currentSecret(Parts parts, PassboltShared resource, StopToken stop)
{
    Expected<PassboltOpenedSecret> opened = co_await parts->source.readSecret(std::move(resource), std::move(stop));
    if (opened)
        co_return opened;
    switch (opened.error().kind) {
    case ErrorKind::CorruptMessage:
    case ErrorKind::BadSignature:
    case ErrorKind::NotEncrypted:
    case ErrorKind::NoSecretKey:
    case ErrorKind::TooLarge:
    case ErrorKind::Malformed:
        co_return PassboltOpenedSecret();
    default:
        co_return failure(opened);
    }
}

/// Nothing when they do not fit their type.
std::optional<Fields> fieldsOf(const PassboltRow &row, const SecretBuffer &metadata, const SecretBuffer &plaintext)
{
    SecretSummary summary;
    summary.id = row.shared.id;
    summary.vendorType = QLatin1String(row.type->slug);
    summary.type = row.type->type;
    if (plaintext.isEmpty())
        return std::nullopt;
    PassboltMetadataText words;
    if (!metadata.isEmpty())
        words = parseMetadata(metadata, QLatin1String(ResourceMetadataType), {}).value_or(PassboltMetadataText());
    if (words.coffretType != SecretType::Unknown)
        summary.type = words.coffretType;
    Expected<ParsedSecret> secret = parsePassboltSecret(summary, words.customFields, plaintext);
    return secret ? std::optional(std::move(secret->fields)) : std::nullopt;
}

const SecretField *fieldOf(const Fields &fields, const QString &key)
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&key](const SecretField &field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

std::string_view valueOf(const Fields &fields, const QString &key)
{
    const SecretField *const field = fieldOf(fields, key);
    return field == nullptr ? std::string_view() : field->value.view();
}

/// Whether what Passbolt calls the password is another one, or the value that a type of Coffret's is about.
bool hasNewPassword(const Fields &before, const SecretDraft &draft)
{
    QStringList keys{fieldKey(FieldKind::Password)};
    if (isCoffretType(draft.type))
        keys = {passboltPasswordKey(draft.type), primaryFieldKey(draft.type)};
    return std::any_of(keys.cbegin(), keys.cend(),
                       [&](const QString &key) { return valueOf(before, key) != valueOf(draft.fields, key); });
}

/// A resource on its way to being changed.
struct Change
{
    PassboltRow row;
    PassboltCurrent current;
    Fields before; ///< the values, where they matter
    PassboltReaderList readers;
    QJsonObject body;
};

/// What is kept of a message is signed by the user, and some of it no editor shows.
Expected<void> requireVouched(const PassboltOpenedSecret &opened, const SecretDraft &draft)
{
    if (opened.vouched || opened.plaintext.isEmpty() || draft.vouchesForOthers)
        return {};
    return failure(ErrorKind::Conflict, QStringLiteral("nobody vouches for what it holds now"));
}

Task<Expected<Change>> begin(Parts parts, Draft draft, StopToken stop)
{
    Change change;
    Expected<PassboltRow> row = co_await parts->writableRow(draft->id, stop);
    if (!row)
        co_return failure(row);
    if (row->modified.isValid() && row->modified != draft->baseModified)
        co_return failure(ErrorKind::Conflict, QStringLiteral("changed since the edit began"));
    change.row = std::move(*row);
    change.current.type = change.row.type;
    Expected<PassboltOpenedSecret> metadata = co_await parts->openMetadata(change.row.shared, stop);
    if (!metadata)
        co_return failure(metadata);
    const Expected<void> words = requireVouched(*metadata, *draft);
    if (!words)
        co_return failure(words);
    change.current.metadata = std::move(metadata->plaintext);
    if (!draft->valuesChanged)
        co_return change;
    Expected<PassboltOpenedSecret> secret = co_await currentSecret(parts, change.row.shared, stop);
    if (!secret)
        co_return failure(secret);
    const Expected<void> values = requireVouched(*secret, *draft);
    if (!values)
        co_return failure(values);
    std::optional<Fields> before = fieldsOf(change.row, change.current.metadata, secret->plaintext);
    if (before) {
        change.before = std::move(*before);
        change.current.secret = std::move(secret->plaintext);
    }
    co_return change;
}

/// The request's body, values encrypted for everyone who reads the secret now and for nobody else.
Task<Expected<void>> complete(Parts parts, Draft draft, Change &change, QStringList confirmed, StopToken stop)
{
    const SecretField *const code = fieldOf(change.before, fieldKey(FieldKind::Totp));
    const bool unreadableCode = change.row.type->totp && code != nullptr && code->value.isEmpty();
    const PassboltChoice choice = choosePassboltType(*draft, parts->rules, change.row.type, unreadableCode);
    const std::vector<DraftIssue> issues = passboltIssues(*draft, choice);
    if (!issues.empty())
        co_return tl::unexpected(passboltRefusal(issues));
    const PassboltType &type = *choice.type;
    Expected<PassboltPlaintexts> plaintexts = composePassbolt(*draft, type, parts->typeIdOf(type), change.current);
    if (!plaintexts)
        co_return failure(plaintexts);
    QJsonArray messages;
    if (draft->valuesChanged) {
        Expected<PassboltReaderList> readers = co_await parts->readers.readersOfResource(draft->id, stop);
        if (!readers)
            co_return failure(readers);
        change.readers = std::move(*readers);
        const Expected<void> known = parts->readers.requireConfirmed(change.readers, confirmed);
        if (!known)
            co_return failure(known);
        const Expected<QJsonArray> sealed =
            co_await parts->readers.sealFor(std::move(plaintexts->secret), change.readers, stop);
        if (!sealed)
            co_return failure(sealed);
        messages = *sealed;
    }
    const Expected<QJsonObject> words =
        co_await parts->wordsOf(draft, &type, std::move(plaintexts->metadata), change.row.isPersonal(), stop);
    if (!words)
        co_return failure(words);
    change.body = *words;
    if (draft->valuesChanged) // left out otherwise: what is stored stays, and there is no new revision
        change.body.insert(QStringLiteral("secrets"), messages);
    const bool newPassword = draft->valuesChanged && hasNewPassword(change.before, *draft);
    parts->addExpiry(change.body, *draft, change.row.expires, newPassword);
    co_return Expected<void>();
}

QSet<QString> keysOf(const PassboltReaderList &readers)
{
    QSet<QString> keys;
    for (const PassboltReader &reader : readers)
        keys.insert(reader.key.person.id + QLatin1Char(' ') + reader.key.fingerprint);
    return keys;
}

/// After a refusal: whether the request was made from something that has changed meanwhile.
Task<Expected<bool>> isOutdated(Parts parts, Draft draft, PassboltReaderList readers, StopToken stop)
{
    const Expected<bool> otherRules = co_await parts->reloadRules(stop);
    if (!otherRules || *otherRules || !draft->valuesChanged)
        co_return std::as_const(otherRules);
    const Expected<PassboltReaderList> now = co_await parts->readers.readersOfResource(draft->id, stop);
    if (!now)
        co_return failure(now);
    co_return keysOf(*now) != keysOf(readers);
}

Task<Expected<void>> put(Parts parts, QString resourceId, QJsonObject body, StopToken stop)
{
    const QString path = QStringLiteral("/resources/%1.json").arg(resourceId);
    const Expected<QJsonValue> sent = co_await parts->send("PUT", path, std::move(body), std::move(stop));
    if (!sent)
        co_return failure(sent);
    co_return Expected<void>();
}

/// What a row says in clear words.
Draft draftOf(const PassboltRow &row)
{
    const auto draft = std::make_shared<SecretDraft>();
    const auto text = [&row](const char *key) { return row.json[QLatin1String(key)].toString(); };
    draft->id = row.shared.id;
    draft->name = text("name");
    draft->username = text("username");
    draft->description = text("description");
    if (const QString uri = text("uri"); !uri.isEmpty())
        draft->uris = {uri};
    draft->valuesChanged = false;
    return draft;
}

/// The members that leave a row as it is. Encrypted words are signed by whoever writes them, so they are written anew,
/// unless nobody vouches for them: then the user does not either.
Task<Expected<QJsonObject>> sameWords(Parts parts, PassboltRow row, StopToken stop)
{
    QJsonObject body{{QStringLiteral("resource_type_id"), row.json[QLatin1String("resource_type_id")]}};
    if (!row.shared.metadata.message.isEmpty()) {
        Expected<PassboltOpenedSecret> metadata = co_await parts->openMetadata(row.shared, stop);
        if (!metadata)
            co_return failure(metadata);
        if (metadata->vouched) {
            const Draft draft = draftOf(row);
            co_return co_await parts->wordsOf(draft, row.type, std::move(metadata->plaintext), row.isPersonal(), stop);
        }
    }
    for (const char *key :
         {"name", "username", "uri", "description", "metadata", "metadata_key_id", "metadata_key_type"}) {
        if (const QString name = QLatin1String(key); row.json.contains(name))
            body.insert(name, row.json[name]);
    }
    co_return body;
}

} // namespace

Task<Expected<void>> updatePassboltSecret(Parts parts, Draft draft, QStringList confirmedFingerprints, StopToken stop)
{
    const Expected<void> ruled = co_await parts->knowRules(stop);
    if (!ruled)
        co_return failure(ruled);
    for (int attempt = 1;; ++attempt) {
        Expected<Change> change = co_await begin(parts, draft, stop);
        if (!change)
            co_return failure(change);
        const Expected<void> ready = co_await complete(parts, draft, *change, confirmedFingerprints, stop);
        if (!ready)
            co_return ready;
        const Expected<void> sent = co_await put(parts, draft->id, change->body, stop);
        if (sent || !wasRefusedByPassbolt(sent.error()) || attempt == 2)
            co_return sent;
        const Expected<bool> outdated = co_await isOutdated(parts, draft, std::move(change->readers), stop);
        if (!outdated || !*outdated)
            co_return sent;
    }
}

Task<Expected<void>> setPassboltExpiry(Parts parts, QString resourceId, QDateTime expires, StopToken stop)
{
    if (!parts->policies.hasPlugin("passwordExpiry"))
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server has no dates of expiry"));
    const Expected<void> ruled = co_await parts->knowRules(stop);
    if (!ruled)
        co_return failure(ruled);
    const Expected<PassboltRow> row = co_await parts->writableRow(resourceId, stop);
    if (!row)
        co_return failure(row);
    Expected<QJsonObject> body = co_await sameWords(parts, *row, stop);
    if (!body)
        co_return failure(body);
    body->insert(QStringLiteral("expired"), passboltTimeJson(expires));
    co_return co_await put(parts, row->shared.id, *body, stop);
}

Task<Expected<void>> upgradePassboltSecret(Parts parts, QString resourceId, StopToken stop)
{
    const Expected<void> ruled = co_await parts->knowRules(stop);
    if (!ruled)
        co_return failure(ruled);
    const Expected<PassboltRow> row = co_await parts->writableRow(resourceId, stop);
    if (!row)
        co_return failure(row);
    if (row->type->encryptedMetadata)
        co_return Expected<void>();
    if (!parts->loader.listsWordsOf(row->json)) // the user is about to sign them
        co_return failure(ErrorKind::Conflict, QStringLiteral("it says something else than the list"));
    SecretDraft wish = draftOf(*row)->clone();
    wish.vendorType = QStringLiteral("v5-default"); // or the nearest one with the same values
    const auto draft = std::make_shared<const SecretDraft>(std::move(wish));
    const PassboltChoice choice = choosePassboltType(*draft, parts->rules, row->type);
    if (choice.type == nullptr || !choice.type->encryptedMetadata || !choice.misfits.isEmpty())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("no encrypted type takes its place"));
    PassboltCurrent current;
    current.type = row->type;
    Expected<PassboltPlaintexts> plaintexts =
        composePassbolt(*draft, *choice.type, parts->typeIdOf(*choice.type), current);
    if (!plaintexts)
        co_return failure(plaintexts);
    const Expected<QJsonObject> body =
        co_await parts->wordsOf(draft, choice.type, std::move(plaintexts->metadata), row->isPersonal(), stop);
    if (!body)
        co_return failure(body);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const StopToken once; // a request that is out may have been carried out: its answer is waited for
    co_return co_await put(parts, row->shared.id, *body, once);
}

} // namespace coffret

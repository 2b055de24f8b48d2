// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltmetadatakeyring.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"
#include "core/vault/passbolt/passboltmetadata.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coffret {

namespace {

QString pinOf(const QString &fingerprint)
{
    return QLatin1String("metadata-key:") + fingerprint;
}

/// The newest key that is neither deleted nor expired, or null.
const PassboltMetadataKeyRow *activeOf(const std::vector<PassboltMetadataKeyRow> &rows, const QDateTime &now)
{
    const PassboltMetadataKeyRow *active = nullptr;
    for (const PassboltMetadataKeyRow &row : rows) {
        if (row.isActive(now) && (active == nullptr || row.created > active->created))
            active = &row;
    }
    return active;
}

} // namespace

PassboltMetadataKeyring::PassboltMetadataKeyring(const Account &account, PassboltApi &api, OpenPgp &openPgp,
                                                 PassboltDirectory &directory, PinStore &pins)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_directory(directory), m_pins(pins)
{
}

void PassboltMetadataKeyring::clear()
{
    m_origins.clear();
    m_unreadable.clear();
    m_activeId.clear();
    m_activeName.clear();
    m_signed.clear();
}

bool PassboltMetadataKeyring::counts(const Origin &origin) const
{
    const QString owner = QLatin1String(MetadataKeyOwner);
    if (origin.bySelf || m_pins.isConfirmed(m_account.id, owner, origin.fingerprint))
        return true;
    const bool known = m_pins.pinned(m_account.id, owner) == origin.fingerprint ||
                       m_pins.pinned(m_account.id, pinOf(origin.fingerprint)) == origin.fingerprint;
    return origin.given && (origin.early || known);
}

QString PassboltMetadataKeyring::trusted(const QString &keyId) const
{
    const auto found = m_origins.constFind(keyId);
    return found != m_origins.cend() && counts(*found) ? found->fingerprint : QString();
}

std::optional<ReaderKey> PassboltMetadataKeyring::unaccepted() const
{
    const auto active = m_origins.constFind(m_activeId);
    if (active == m_origins.cend() || counts(*active))
        return std::nullopt;
    ReaderKey key;
    key.person.id = QLatin1String(MetadataKeyOwner);
    key.person.name = m_activeName;
    key.fingerprint = active->fingerprint;
    key.pinnedFingerprint = m_pins.pinned(m_account.id, key.person.id);
    key.state = key.pinnedFingerprint.isEmpty() ? ReaderKey::State::FirstSeen : ReaderKey::State::Changed;
    return key;
}

std::optional<SharedKeyChange> PassboltMetadataKeyring::change() const
{
    const std::optional<ReaderKey> key = unaccepted();
    if (!key)
        return std::nullopt;
    const Origin &origin = *m_origins.constFind(m_activeId);
    return SharedKeyChange{*key, origin.giver, origin.giverName};
}

ErrorKind PassboltMetadataKeyring::refusal(const QString &keyId) const
{
    if (m_origins.contains(keyId))
        return ErrorKind::SharedKeyChanged;
    return m_unreadable.contains(keyId) ? ErrorKind::KeyUnusable : ErrorKind::SharedKeyMissing;
}

Task<Expected<std::vector<PassboltMetadataKeyRow>>> PassboltMetadataKeyring::fetch(StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await m_api.call("GET", QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1"), {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound)
        co_return std::vector<PassboltMetadataKeyRow>();
    if (!response)
        co_return failure(response);
    co_return parseMetadataKeys(response->body, m_api.credentials().userId);
}

Task<Expected<std::shared_ptr<PassboltMetadataKeys>>> PassboltMetadataKeyring::load(StopToken stop)
{
    const Expected<std::vector<PassboltMetadataKeyRow>> rows = co_await fetch(stop);
    if (!rows)
        co_return failure(rows);
    const auto keys = std::make_shared<PassboltMetadataKeys>();
    const QList<QByteArray> colleagues = m_directory.armoredKeys();
    const QDateTime now = m_api.serverNow();
    const PassboltMetadataKeyRow *const active = activeOf(*rows, now);
    m_origins.clear();
    m_unreadable.clear();
    m_activeId = active != nullptr ? active->id : QString();
    std::vector<std::pair<QString, SecretBuffer>> unsignedCopies;
    QList<QByteArray> signers = colleagues;
    for (const PassboltMetadataKeyRow &row : *rows) {
        signers.append(row.armoredPublicKey);
        if (row.privateKeyMessage.isEmpty())
            continue;
        Expected<Copy> copy = co_await open(row, stop);
        if (!copy && endsEverything(copy.error().kind))
            co_return failure(copy);
        if (!copy) {
            keys->addUnreadable(row.id); // its rows will say so
            m_unreadable.insert(row.id);
            continue;
        }
        copy->key.trusted = counts(copy->origin);
        m_origins.insert(row.id, copy->origin);
        const bool canBeSigned = !row.privateKeyId.isEmpty() && !m_signed.contains(row.privateKeyId);
        if (copy->key.trusted && !copy->origin.bySelf && row.isActive(now) && canBeSigned)
            unsignedCopies.emplace_back(row.privateKeyId, std::move(copy->plaintext));
        keys->add(row.id, std::move(copy->key), colleagues + QList<QByteArray>{row.armoredPublicKey});
    }
    keys->setSigners(std::move(signers));
    pin();
    for (auto &[id, plaintext] : unsignedCopies)
        co_await sign(id, std::move(plaintext), stop);
    if (active != nullptr && unaccepted())
        co_await describeActive(*active);
    co_return keys;
}

Task<Expected<PassboltMetadataKeyring::Copy>> PassboltMetadataKeyring::open(PassboltMetadataKeyRow row, StopToken stop)
{
    // Our copy comes from ourselves, from the server (which holds one in its user-friendly mode), or from an
    // administrator.
    QStringList givers{m_account.keyFingerprint, m_account.serverFingerprint};
    const QString administrator = co_await m_directory.importedFingerprintOf(row.signedBy);
    if (!administrator.isEmpty())
        givers.append(administrator);
    OpenRequest request(row.privateKeyMessage, givers);
    request.stop = stop;
    Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    Expected<PassboltPrivateKey> key = parsePrivateKey(opened->plaintext, row.fingerprint);
    if (!key)
        co_return failure(key);
    Copy copy;
    copy.origin.fingerprint = key->fingerprint;
    copy.origin.given = opened->verdict.state == SignatureState::Expected;
    copy.origin.bySelf = copy.origin.given && opened->verdict.signerFingerprint == m_account.keyFingerprint;
    if (copy.origin.given && opened->verdict.signerFingerprint == m_account.serverFingerprint) {
        copy.origin.giver = SharedKeyChange::Giver::Server;
    } else if (copy.origin.given) {
        copy.origin.giver = SharedKeyChange::Giver::Person;
        copy.origin.giverName = displayText(m_directory.users().value(row.signedBy).name.toStdString());
    }
    copy.origin.early = m_pins.pinned(m_account.id, QLatin1String(MetadataKeyOwner)).isEmpty();
    copy.key = std::move(*key);
    copy.plaintext = std::move(opened->plaintext);
    co_return copy;
}

/// Keys that count stay known when a newer one takes their place; the active one is what a change is noticed by.
void PassboltMetadataKeyring::pin()
{
    QHash<QString, QString> pins;
    for (auto it = m_origins.cbegin(); it != m_origins.cend(); ++it) {
        if (!counts(*it))
            continue;
        pins.insert(pinOf(it->fingerprint), it->fingerprint);
        if (it.key() == m_activeId)
            pins.insert(QLatin1String(MetadataKeyOwner), it->fingerprint);
    }
    const auto matches = m_pins.check(m_account.id, pins);
    if (!matches)
        qCWarning(lcVault) << "the metadata keys cannot be pinned:" << matches.error().detail;
}

Task<void> PassboltMetadataKeyring::sign(QString privateKeyId, SecretBuffer plaintext, StopToken stop)
{
    const QStringList self{m_account.keyFingerprint};
    const Expected<QByteArray> message = co_await m_openPgp.seal(std::move(plaintext), self, m_account.keyFingerprint);
    if (!message)
        co_return; // asked again at the next sync
    const QJsonObject body{{QStringLiteral("data"), QString::fromLatin1(*message)}};
    const Expected<HttpResponse> response =
        co_await m_api.call("PUT", QStringLiteral("/metadata/keys/private/%1.json").arg(privateKeyId),
                            QJsonDocument(body).toJson(QJsonDocument::Compact), stop);
    // A server takes it once and calls any other time invalid: then it was signed before.
    if (response || response.error().kind == ErrorKind::InvalidInput)
        m_signed.insert(privateKeyId);
    else
        qCWarning(lcVault) << "the own copy of a metadata key could not be signed:" << response.error().detail;
}

Task<void> PassboltMetadataKeyring::describeActive(const PassboltMetadataKeyRow &row)
{
    const Expected<KeyInfo> info = co_await m_openPgp.importPublicKey(row.armoredPublicKey);
    m_activeName = info && info->fingerprint == row.fingerprint ? info->userId : QString();
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/model/secret.h"
#include "core/vault/checkout.h"
#include "core/vault/discussion.h"
#include "core/vault/environments.h"
#include "core/vault/memory.h"
#include "core/vault/sealing.h"
#include "core/vault/secondfactor.h"
#include "core/vault/sharing.h"
#include "core/vault/writing.h"

#include <QByteArray>
#include <QFlags>
#include <QHash>

namespace coffret {

/// What an account can do. The interface shows this and never asks which vendor it talks to.
enum class Capability : quint32 {
    CollectionTree = 1 << 0,
    Favourites = 1 << 1,
    Sharing = 1 << 2,
    History = 1 << 3,
    CheckOut = 1 << 4,
    Uris = 1 << 5,
    Totp = 1 << 6,
    Comments = 1 << 7,
    Environments = 1 << 8,
    Write = 1 << 9,
    EndToEnd = 1 << 10, ///< values are OpenPGP messages to the user's own key
    Tags = 1 << 11,
    Expiry = 1 << 12,
    Activity = 1 << 13,
    Groups = 1 << 14,
    Reveal = 1 << 15,        ///< an administrator allows showing values on screen
    Copy = 1 << 16,          ///< and copying them
    FolderSharing = 1 << 17, ///< and changing who has access to a collection
    ExpiryChoice = 1 << 18,  ///< users choose when a secret expires
    Import = 1 << 19,        ///< an administrator allows secrets to come from files
    Export = 1 << 20,        ///< and to leave in some
    ClearExport = 1 << 21,   ///< also in ones that anybody can read
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

/// What a server says about itself and whom it takes the user for; empty where it does not say.
struct ServerFacts
{
    QString version;
    QString edition; ///< the vendor's own word
    QString user;    ///< name or address
};

/// One page of an account's index. An empty nextCursor means the last page.
struct IndexPage
{
    std::vector<Collection> collections;
    std::vector<SecretSummary> secrets;
    QString nextCursor;
    int total = -1; ///< secrets overall, -1 when the server does not say
};

/// The protected part of a secret as a server hands it out. Exactly one of the two is filled.
struct FetchedPayload
{
    QByteArray ciphertext;           ///< end-to-end encrypted vaults: an armored message, opened with OpenPgp
    QStringList expectedSigners;     ///< fingerprints expected to have signed ciphertext, or a value that is a message
    QString vendorType;              ///< what the values follow, where that is another type than the summary's
    std::vector<SecretField> fields; ///< other vaults: the values, already apart
    QByteArray version{};            ///< for SecretDraft::baseVersion
    QDateTime asOf{};                ///< when it was handed out, where that was not just now
};

/// A plaintext taken apart, and what it turned out to be.
struct ParsedSecret
{
    SecretType type = SecretType::Unknown; ///< the summary's, unless the values know better
    std::vector<SecretField> fields;
    QHash<QString, QString> renamed; ///< keys of the outline whose value has another key here
};

/// A remote vault, signed in or not. One instance per account, owned by its Session, main thread.
/// Every call may fail with the network and server kinds of ErrorKind. After NotAuthenticated the Session signs in
/// again once; a vault never retries a sign-in by itself.
class Vault
{
public:
    virtual ~Vault() = default;

    /// Uses the account's stored credentials. Passbolt decrypts a challenge with the user's key here.
    virtual Task<Expected<void>> signIn(StopToken stop) = 0;
    /// Forgets every token in memory and tells the server where it can be told.
    virtual Task<Expected<void>> signOut() = 0;

    /// Whether somebody is there to be asked for a passphrase. While nobody is, whatever signing in and reading the
    /// index would have to ask for fails with NoPinentry. A vault that never asks has nothing to do.
    virtual void setAttended(bool attended) { static_cast<void>(attended); }

    /// Known after signIn.
    [[nodiscard]] virtual Capabilities capabilities() const = 0;

    [[nodiscard]] virtual ServerFacts serverFacts() const { return {}; }

    /// What else this vault can do; null where it cannot. Owned by the vault.
    [[nodiscard]] virtual VaultWriting *writing() { return nullptr; }
    [[nodiscard]] virtual VaultSharing *sharing() { return nullptr; }
    [[nodiscard]] virtual VaultDiscussion *discussion() { return nullptr; }
    [[nodiscard]] virtual VaultEnvironments *environments() { return nullptr; }
    [[nodiscard]] virtual SecondFactor *secondFactor() { return nullptr; }
    [[nodiscard]] virtual VaultCheckOut *checkOut() { return nullptr; }
    [[nodiscard]] virtual VaultSealing *sealing() { return nullptr; }
    [[nodiscard]] virtual VaultMemory *memory() { return nullptr; }

    /// cursor: empty for the first page, then IndexPage::nextCursor. Pages hold a few hundred secrets.
    virtual Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) = 0;

    /// Which fields the secret will show, from its type and summary alone: no request, no secret.
    [[nodiscard]] virtual std::vector<FieldOutline> outline(const SecretSummary &summary) const = 0;

    /// Fetches the protected values of one secret. ApprovalNeeded when a check-out has to come first, HeldByAnother
    /// when somebody else has it, AccessEnded when it could be read for a while and cannot any more.
    virtual Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) = 0;

    /// The same for a job that nobody watches: checks nothing out, and says ApprovalNeeded where that had to come
    /// first. A vault that checks out says how to do without; until it does, every secret counts as one of those.
    virtual Task<Expected<FetchedPayload>> fetchUnattended(SecretSummary summary, StopToken stop);

    /// One secret as fetchIndex would show it now: after a change, instead of the whole index.
    virtual Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop);
    /// The values as they were at a Revision. Unsupported where there is no history.
    virtual Task<Expected<FetchedPayload>> fetchRevision(SecretSummary summary, QString revisionId, StopToken stop);

    /// A verdict with what the vault remembers of earlier messages; remembers this one. For a payload of fetchPayload()
    /// that was just opened, before anybody sees its values.
    virtual Task<Verdict> weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict);

    /// The same for one of several values that came apart. ciphertext: the message that the value was, empty where it
    /// came in the clear.
    virtual Task<Verdict> weighField(SecretSummary summary, QString fieldKey, QByteArray ciphertext, Verdict verdict);

    /// Takes apart the plaintext of FetchedPayload::ciphertext. Errors: Malformed.
    [[nodiscard]] virtual Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                                const SecretBuffer &plaintext) const = 0;

    /// Remembers that an opened secret is of another type than its summary says, so that the next summary says it. Does
    /// nothing where a summary always knows.
    virtual Task<void> learn(SecretSummary summary, SecretType type);
};

} // namespace coffret

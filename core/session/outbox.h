// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/secretdraft.h"
#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/sealedrecords.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace coffret {

class Bell;

/// Saves that were not answered: under these names, and not before that time, the server may have what was to be
/// written.
struct Attempts
{
    QDateTime first;
    QStringList names;

    void add(const QDateTime &when, const QString &name);
};

/// What the user wrote while the server could not be asked. The words show what waits; the values lie sealed.
struct WaitingChange
{
    enum class State : quint8 {
        Waiting, ///< goes with the next sync
        Refused, ///< by the server or by this program: somebody has to decide
    };
    [[nodiscard]] static WaitingChange of(const SecretDraft &draft, Attempts attempts);

    QString id;           ///< its own, given by the Outbox
    QString secretId;     ///< empty: a new secret
    QString collectionId; ///< of a new one: where it goes
    QString name;         ///< as it shall be
    SecretType type = SecretType::Unknown;
    Attempts attempts;     ///< at least the one that made it wait
    bool isToSeal = false; ///< its values leave as messages of their own, or not at all
    State state = State::Waiting;
    ErrorKind refusal = ErrorKind::Internal; ///< of Refused

    [[nodiscard]] bool isNew() const { return secretId.isEmpty(); }
};

/// The changes of one account that wait, in the order they were written: a sealed record that is written as a whole
/// with every step. Where the account has an OpenPGP key, each draft in it is a message to and signed by that key, so
/// that neither the keyring alone opens it nor anybody else can plant one; a key that the account gets later leaves
/// earlier drafts as they are. Owned by its Session, main thread; one call
/// is carried out after the other.
class Outbox
{
public:
    Outbox(SealedRecords &records, OpenPgp &openPgp, Account account, const Clock &clock);
    ~Outbox();
    Outbox(const Outbox &) = delete;
    Outbox &operator=(const Outbox &) = delete;

    /// Reads what waits, once until close(). What cannot be read is not written over: the error stays in trouble()
    /// until this is called again.
    Task<Expected<void>> open();
    void close(); ///< forgets everything; the file stays

    [[nodiscard]] std::vector<WaitingChange> changes() const;
    [[nodiscard]] std::optional<WaitingChange> change(const QString &id) const;
    [[nodiscard]] std::optional<Error> trouble() const;
    void onChanged(std::function<void()> tell);
    /// For an account that may get another key than it began with: its fingerprint, empty where it has none.
    void onKeyAsked(std::function<QString()> ownKey);

    /// Seals a draft and keeps it, in the place of another change where replaces names one, whose attempts stay known.
    /// change: of() the draft. On a failure everything is as it was. The change's id. Errors: those of SealedRecords
    /// and OpenPgp, and of open() where that had failed and fails again.
    Task<Expected<QString>> add(std::shared_ptr<const SecretDraft> draft, WaitingChange change, QString replaces,
                                StopToken stop);
    /// With its values: one operation with the user's key where the account had one. NotFound; CorruptMessage for what
    /// makes no sense; BadSignature for what this user did not sign; those of OpenPgp.
    Task<Expected<SecretDraft>> draft(QString id, bool unattended, StopToken stop);
    /// Before it is tried under a name.
    Task<Expected<void>> noteAttempt(QString id, QString name);
    Task<Expected<void>> refuse(QString id, ErrorKind why);
    Task<Expected<void>> remove(QString id);
    /// What waits cannot be read and is given up.
    Task<Expected<void>> clear();

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with what is under way
};

} // namespace coffret

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

/// What the user wrote while the server could not be asked. The words show what waits; the values lie sealed.
struct WaitingChange
{
    enum class State : quint8 {
        Waiting, ///< goes with the next sync
        Sent,    ///< on its way, or gone without an answer: the server may have it
        Refused, ///< by the server or by this program: somebody has to decide
    };
    QString id;           ///< its own
    QString secretId;     ///< empty: a new secret
    QString collectionId; ///< of a new one: where it goes
    QString name;         ///< as it shall be
    SecretType type = SecretType::Unknown;
    QDateTime written;
    State state = State::Waiting;
    ErrorKind refusal = ErrorKind::Internal; ///< of Refused

    [[nodiscard]] bool isNew() const { return secretId.isEmpty(); }
};

/// The changes of one account that wait, in the order they were written: a sealed record that is written as a whole
/// with every step. Where the account has an OpenPGP key, each draft in it is a message to and signed by that key, so
/// that neither the keyring alone opens it nor anybody else can plant one. Owned by its Session, main thread; one call
/// is carried out after the other.
class Outbox
{
public:
    Outbox(SealedRecords &records, OpenPgp &openPgp, Account account, const Clock &clock);
    ~Outbox();
    Outbox(const Outbox &) = delete;
    Outbox &operator=(const Outbox &) = delete;

    /// Reads what waits, once until close(). What cannot be read is not written over: the error stays in trouble(),
    /// and add() fails with it.
    Task<Expected<void>> open();
    void close(); ///< forgets everything; the file stays

    [[nodiscard]] std::vector<WaitingChange> changes() const;
    [[nodiscard]] std::optional<WaitingChange> change(const QString &id) const;
    [[nodiscard]] std::optional<Error> trouble() const;
    void onChanged(std::function<void()> tell);

    /// Seals a draft and keeps it, in the place of another change where replaces names one. On a failure everything is
    /// as it was. The change's id. Errors: those of SealedRecords and OpenPgp.
    Task<Expected<QString>> add(std::shared_ptr<const SecretDraft> draft, QString replaces, StopToken stop);
    /// With its values: one operation with the user's key where the account has one. NotFound; CorruptMessage for what
    /// makes no sense; BadSignature for what this user did not sign; those of OpenPgp.
    Task<Expected<SecretDraft>> draft(QString id, bool unattended, StopToken stop);
    Task<Expected<void>> setState(QString id, WaitingChange::State state, ErrorKind refusal = ErrorKind::Internal);
    Task<Expected<void>> remove(QString id);
    /// What waits cannot be read and is given up.
    Task<Expected<void>> clear();

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with what is under way
};

} // namespace coffret

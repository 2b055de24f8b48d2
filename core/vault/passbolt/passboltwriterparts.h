// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltpolicies.h"
#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passboltsharingsource.h"

#include <QJsonObject>

#include <memory>

namespace coffret {

/// A resource as the server has it at this moment, as far as writing needs it.
struct PassboltRow
{
    PassboltShared shared;              ///< id, type id, metadata, permissions, the user's right
    const PassboltType *type = nullptr; ///< null: one this version does not know
    QDateTime modified;
    QDateTime expires;
    QString favouriteId;
    QJsonObject json;

    /// Nobody but the user can read it: the server takes metadata for the user's own key then, and only then.
    [[nodiscard]] bool isPersonal() const;
};

/// What writing works with, and the steps its actions have in common. Part of PassboltVault's shared inside, main
/// thread. An instance must outlive its running tasks.
class PassboltWriterParts
{
public:
    PassboltWriterParts(PassboltApi &apiOfVault, PassboltLoader &loaderOfVault, PassboltPolicies &policiesOfVault,
                        PassboltReaders &readersOfVault, PassboltMetadataSeal &metadataSeal,
                        PassboltSharingSource &sharingSource);

    PassboltApi &api;
    PassboltLoader &loader;
    PassboltPolicies &policies;
    PassboltReaders &readers;
    PassboltMetadataSeal &seal;
    PassboltSharingSource &source;
    PassboltRules rules;

    /// Asks what may be written. What the server fails to tell stays as it was.
    Task<Expected<void>> loadRules(StopToken stop);
    /// Asks unless it was told before, with an index or by this. An answer that is missing is no leave to write names
    /// in the clear.
    Task<Expected<void>> knowRules(StopToken stop);
    /// With an index: the loader's list of types. isWhole: the rules came along, and all they need.
    void takeTypes(bool isWhole);
    void forgetRules() { m_isToldRules = false; }
    /// After a refusal: asks for everything again, the metadata keys too. True when the rules are other ones now.
    Task<Expected<bool>> reloadRules(StopToken stop);

    /// NotFound, or Malformed for another row than the one asked for.
    Task<Expected<PassboltRow>> row(QString resourceId, StopToken stop);
    /// The encrypted metadata of a row and whether its author vouches for it; empty for clear rows.
    Task<Expected<PassboltOpenedSecret>> openMetadata(PassboltShared resource, StopToken stop);

    /// Forbidden for rows the user may only read, Unsupported for types this version does not know.
    Task<Expected<PassboltRow>> writableRow(QString resourceId, StopToken stop);

    /// The members of a row that say what it is about: its type with clear columns, or with metadata sealed for who can
    /// read it.
    Task<Expected<QJsonObject>> wordsOf(std::shared_ptr<const SecretDraft> draft, const PassboltType *type,
                                        SecretBuffer metadata, bool personal, StopToken stop);
    [[nodiscard]] QString typeIdOf(const PassboltType &type) const;
    /// The date of expiry, where the server has one. A new password gets a new one if the administrator wants that and
    /// the user has not just chosen another than the row has.
    void addExpiry(QJsonObject &body, const SecretDraft &draft, const QDateTime &ofRow, bool newPassword) const;

    /// Gives a new item what its folder gives: its readers get the values in plaintext, which is empty for folders.
    /// readers: those of the folder, confirmed.
    Task<Expected<void>> shareLike(PassboltShared folder, SharePlan::Target kind, QString itemId,
                                   SecretBuffer plaintext, PassboltReaderList folderReaders, StopToken stop);

    Task<Expected<QJsonValue>> send(QByteArray method, QString path, QJsonObject body, StopToken stop);

private:
    bool m_isToldRules = false;
};

/// The error of a call that has written something before it failed.
[[nodiscard]] Error passboltHalfWay(Error error, const QString &what);
/// InvalidInput, naming what is wrong.
[[nodiscard]] Error passboltRefusal(const std::vector<DraftIssue> &issues);
/// Whether the server looked at a request and refused it: nothing was written.
[[nodiscard]] bool wasRefusedByPassbolt(const Error &error);
[[nodiscard]] QJsonValue passboltTimeJson(const QDateTime &time); ///< null for none

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/discussion.h"
#include "core/vault/environments.h"
#include "core/vault/sharing.h"
#include "core/vault/writing.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace coffret::fakes {

class FakeServer;

/// What a FakeServer can do besides being read, once FakeServer::facets is set. All of it in memory and at once, but
/// for the gates of the server's calls. log says what was asked for, in order.
class FakeWriting final : public VaultWriting
{
public:
    explicit FakeWriting(FakeServer &server) : m_server(server) {}

    std::vector<SecretType> creatable{SecretType::Login, SecretType::SshKey, SecretType::Note, SecretType::ApiKey,
                                      SecretType::Certificate};
    QSet<QString> impossible;                         ///< keys check() has no place for
    std::map<SecretType, QSet<QString>> impossibleIn; ///< the same, of secrets of one type
    bool needsCollection = false;                     ///< nothing lies at the root
    bool removes = true;
    bool moves = false;                     ///< where nobody is asked who will read it
    std::vector<ReaderKey> otherReaders;    ///< of every secret; FirstSeen ones have to be confirmed
    QString signer;                         ///< of what is written
    bool losesAnswers = false;              ///< what is created or updated is, and yet the call times out
    std::shared_ptr<SecretDraft> lastDraft; ///< as it came
    QStringList lastConfirmed;
    QStringList log;
    std::optional<GeneratorPolicy> policy;       ///< on new passwords
    std::optional<UpgradePlan> upgrading;        ///< nothing: not allowed; secrets is counted: those of type "old"
    std::vector<JobReport::Failure> notUpgraded; ///< by the next upgrade()

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override { return creatable; }
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override;
    [[nodiscard]] std::optional<GeneratorPolicy> generatorPolicy() const override { return policy; }
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> remove(QString secretId, StopToken stop) override;
    [[nodiscard]] bool canRemove() const override { return removes; }
    [[nodiscard]] bool canMove() const override { return moves; }
    Task<Expected<void>> move(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override;
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override;
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override;
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override;
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override;
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) override;
    [[nodiscard]] bool canUpgrade() const override { return upgrading.has_value(); }
    [[nodiscard]] bool canUpgradeOne(const SecretSummary &summary) const override;
    Task<Expected<UpgradePlan>> planUpgrade(QString secretId, StopToken stop) override;
    Task<Expected<JobReport>> upgrade(Progress progress, StopToken stop) override;
    Task<Expected<void>> upgradeOne(QString secretId, StopToken stop) override;

    /// Writes without being asked: as another client would, or a request whose answer was lost.
    void store(const SecretDraft &draft, const QString &id);

private:
    [[nodiscard]] Expected<void> requireConfirmed(const QStringList &confirmedFingerprints);

    FakeServer &m_server;
    int m_made = 0;
};

class FakeSharing final : public VaultSharing
{
public:
    explicit FakeSharing(FakeServer &server) : m_server(server) {}

    std::vector<Grantee> directory;
    std::map<QString, std::vector<AccessEntry>> access; ///< by target
    std::map<QString, ReaderKey> keys;                  ///< by person
    std::map<QString, QStringList> members;             ///< of groups, persons' ids
    std::vector<GroupDetails> allGroups;
    std::vector<JobReport::Failure> failures; ///< of the next job
    QStringList unverified;                   ///< in the next plan and job
    int secretsBelow = 1;                     ///< what a collection's plan speaks of
    QStringList log;
    std::optional<SharedKeyChange> keyChange; ///< until it is accepted

    Task<Expected<std::vector<AccessEntry>>> accessToSecret(QString secretId, StopToken stop) override;
    Task<Expected<std::vector<AccessEntry>>> accessToCollection(QString collectionId, StopToken stop) override;
    Task<Expected<std::vector<Grantee>>> findGrantees(QString text, StopToken stop) override;
    Task<Expected<SharePlan>> planAccess(SharePlan::Target target, QString targetId, std::vector<AccessChange> changes,
                                         StopToken stop) override;
    Task<Expected<SharePlan>> planMove(SharePlan::Target target, QString targetId, QString newCollectionId,
                                       StopToken stop) override;
    Task<Expected<JobReport>> carryOut(SharePlan plan, QStringList confirmedFingerprints, Progress progress,
                                       StopToken stop) override;
    Task<Expected<std::vector<GroupDetails>>> groups(StopToken stop) override;
    Task<Expected<GroupPlan>> planGroup(QString groupId, std::vector<GroupChange> changes, StopToken stop) override;
    Task<Expected<JobReport>> carryOutGroup(GroupPlan plan, QStringList confirmedFingerprints, Progress progress,
                                            StopToken stop) override;
    Expected<void> acceptKey(QString personId, QString fingerprint) override;
    [[nodiscard]] std::optional<SharedKeyChange> sharedKeyChange() const override { return keyChange; }

private:
    Task<Expected<std::vector<AccessEntry>>> accessTo(QString targetId, StopToken stop);
    Task<Expected<JobReport>> work(std::vector<ReaderKey> readers, int steps, QStringList confirmed, Progress progress,
                                   StopToken stop);
    [[nodiscard]] QStringList personsOf(const Grantee &grantee) const;
    void apply(const SharePlan &plan, const JobReport &report);

    FakeServer &m_server;
};

class FakeDiscussion final : public VaultDiscussion
{
public:
    explicit FakeDiscussion(FakeServer &server) : m_server(server) {}

    std::map<QString, std::vector<Comment>> said; ///< by secret
    std::map<QString, std::vector<Activity>> done;
    std::map<QString, std::vector<Revision>> earlier;
    QDateTime now; ///< of what is written
    QStringList log;

    Task<Expected<std::vector<Comment>>> comments(QString secretId, StopToken stop) override;
    Task<Expected<QString>> addComment(QString secretId, QString parentId, QString content, StopToken stop) override;
    Task<Expected<void>> editComment(QString commentId, QString content, StopToken stop) override;
    Task<Expected<void>> removeComment(QString commentId, StopToken stop) override;
    Task<Expected<std::vector<Activity>>> activity(QString secretId, StopToken stop) override;
    Task<Expected<std::vector<Revision>>> revisions(QString secretId, StopToken stop) override;

private:
    FakeServer &m_server;
    int m_made = 0;
};

/// Applications are collections at the root, their environments the collections below: ids "app", "app/env", and
/// "app/env/NAME" of a secret.
class FakeEnvironments final : public VaultEnvironments
{
public:
    explicit FakeEnvironments(FakeServer &server) : m_server(server) {}

    std::map<QString, std::map<QString, QByteArray>> held; ///< values by environment and name; null: there without one
    QSet<QString> unreadable;                              ///< environments whose content is refused
    std::map<QString, ErrorKind> unwritable;               ///< by environment
    QString connectionLostAt;                              ///< setting values goes no further than this environment
    QString scope;                                         ///< see VaultEnvironments::writeScope()
    QSet<QString> uncomparable; ///< names whose values cannot be compared in the last environment
    QSet<QString> unknownKinds; ///< names of values that cannot be changed
    QStringList log;

    [[nodiscard]] QString applicationOf(const QString &id) const override;
    [[nodiscard]] QString secretIdOf(const QString &environmentId, const QString &name) const override;
    [[nodiscard]] QString readScope() const override { return scope; }
    [[nodiscard]] QString writeScope() const override { return scope; }
    Task<Expected<std::vector<Environment>>> environments(QString applicationId, StopToken stop) override;
    Task<Expected<EnvironmentTable>> compare(QString applicationId, std::vector<Environment> environments, Depth depth,
                                             StopToken stop) override;
    Task<Expected<std::vector<EnvironmentValue>>> values(QString environmentId, QStringList names,
                                                         StopToken stop) override;
    Task<Expected<void>> create(QString applicationId, QString name, SecretType type, StopToken stop) override;
    Task<Expected<std::vector<EnvironmentResult>>> setValues(QString name, std::vector<ValueIn> values,
                                                             Progress progress, StopToken stop) override;
    /// Puts what is held into the server's list, as secrets that can be revealed.
    void publish();

private:
    [[nodiscard]] EnvironmentCell cell(const QString &environmentId, const QString &name, Depth depth,
                                       QList<QByteArray> &groups) const;

    FakeServer &m_server;
};

struct FakeFacets
{
    explicit FakeFacets(FakeServer &server) : writing(server), sharing(server), discussion(server), environments(server)
    {
    }
    FakeWriting writing;
    bool shares = true;
    FakeSharing sharing;
    FakeDiscussion discussion;
    FakeEnvironments environments;
};

/// A believable team for these facets: Ada is the user, Betty's key was never compared, Carol's was, Dame's changed,
/// Betty and Carol are Operations. Ada owns the secret, Carol reads it; it was talked about, and it has a past.
void addTeam(FakeServer &server, const QString &secretId, const QDateTime &now);
/// An application "shop" with production, staging and qa, instead of whatever the server held. DB_PASSWORD is the same
/// everywhere, API_TOKEN another one in production, MAIL_KEY has no value in staging and is not in qa, ONLY_QA is in qa
/// alone.
void addEnvironments(FakeServer &server);

} // namespace coffret::fakes

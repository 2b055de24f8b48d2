// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/offlinecopy.h"
#include "core/store/accountcache.h"

#include <QSet>

namespace coffret {

/// The state of an OfflineCopy, and what goes on by itself.
struct OfflineCopy::Private : std::enable_shared_from_this<OfflineCopy::Private>
{
    using Self = std::shared_ptr<Private>;

    /// What is to be written next: all of it or nothing.
    struct Step
    {
        std::shared_ptr<const Catalog> catalog; ///< null: as it is
        std::shared_ptr<const Catalog> before;  ///< what it was but for changedIds; null: that is not known
        QStringList changedIds;
        VaultMemory::Extras extras;
        SecretBuffer memory;
        bool isContact = false;
        std::vector<CachedPayload> messages;
        QStringList forgotten; ///< messages, before those above
    };

    Private(OfflineCopies &all, Account owner, Choose wanted)
        : home(all), account(std::move(owner)), choose(std::move(wanted))
    {
    }

    /// What a file held, and what it said of single secrets besides.
    struct Loaded
    {
        CacheContent content;
        QHash<QString, QByteArray> extras;
    };
    static Task<Expected<Loaded>> openFile(Self self, bool makesOne, StopToken stop);
    static Task<void> work(Self self);
    static Task<Expected<void>> doStep(Self self, std::shared_ptr<const Step> step);
    static void followChoice(Self self);
    static Task<void> drop(Self self, bool isAll);
    // By the worker
    Expected<Loaded> load(const std::shared_ptr<const CacheKey> &key, const StopToken &stop);
    struct Basis
    {
        std::shared_ptr<const Catalog> known; ///< see kept
        bool isTrusted = true;
        KeepsOffline messages = KeepsOffline::Nothing;
    };
    Expected<void> apply(const Step &step, const Basis &basis) const;
    Expected<void> tidy(KeepsOffline messages) const;
    [[nodiscard]] static CacheChange changeOf(const Step &step, const Basis &basis);

    [[nodiscard]] Step &next(); ///< to be added to, and then begin()
    void begin();
    void dropMessage(const QString &secretId);
    void noteDone(const Step &step);
    void trouble(const Error &error);
    /// What a person can do something about, or should know; that their own key cannot be used, signing in says.
    [[nodiscard]] static bool isWorthSaying(ErrorKind kind);
    void reset();

    OfflineCopies &home;
    const Account account;
    const Choose choose;
    std::function<void(const Error &)> tell;
    std::unique_ptr<AccountCache> cache; ///< the worker's
    std::shared_ptr<const Catalog> kept; ///< what the file holds; null: nobody knows
    std::optional<Step> waiting;
    bool isOpen = false;
    bool isWorking = false;
    bool isOff = false;    ///< until close()
    bool isTrusted = true; ///< what the file says makes sense to the vault
    QDateTime contact;     ///< as of when messages are at most; null: nobody knows, and none is used
    QSet<int> said;        ///< kinds of errors
    quint64 round = 0;     ///< counts close(): what was begun before it must not go on
};

} // namespace coffret

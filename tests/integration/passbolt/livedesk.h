// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/offlinecopy.h"
#include "core/store/memorycredentialstore.h"
#include "tests/integration/passbolt/liveperson.h"

#include <QCoroTask>

namespace coffret::test {

/// A person's computer that keeps what was read there, and what is written while the server is away.
struct LiveDesk
{
    using Draft = std::shared_ptr<SecretDraft>;

    explicit LiveDesk(LivePerson &atIt) : person(atIt) { start(); }

    /// The program begins anew.
    void start()
    {
        session = person.newSession();
        auto keeping = std::make_unique<OfflineCopy>(copies, person.account, [] {
            return OfflineCopy::Choice{30, KeepsOffline::Used};
        });
        copy = keeping.get();
        session->keepOffline(std::move(keeping));
        session->keepOutbox(std::make_unique<Outbox>(records, *person.engine, person.account, person.clock));
    }
    void restart()
    {
        QCoro::waitFor(session->close());
        start();
    }
    Expected<void> open() const { return QCoro::waitFor(session->open()); }
    Expected<void> sync() const { return QCoro::waitFor(session->refresh()); }
    /// Waits until a secret that was opened is on the disk, and the list before it.
    [[nodiscard]] bool hasKept(const QString &id) const
    {
        return QTest::qWaitFor([&] { return QCoro::waitFor(copy->message(id, listed(id).modified)).has_value(); });
    }

    [[nodiscard]] Expected<Session::Revealed> reveal(const QString &id) const
    {
        return QCoro::waitFor(session->reveal(id, fieldKey(FieldKind::Password)));
    }
    /// What an editor would save for a secret with another password; null when it cannot be opened.
    [[nodiscard]] Draft change(const QString &id, const char *password) const
    {
        auto shown = QCoro::waitFor(session->edit(id));
        if (!shown)
            return nullptr;
        shown->draft.fields.front().value = SecretBuffer::copyOf(password);
        return std::make_shared<SecretDraft>(std::move(shown->draft));
    }
    /// Saves, which has to fail for want of a server, and lets it wait.
    [[nodiscard]] QString postpone(const Draft &draft) const
    {
        const auto saved = QCoro::waitFor(session->save(draft, {}));
        if (saved || !session->canPostpone(saved.error()))
            return saved ? QStringLiteral("it was saved") : problemOf(saved);
        Attempts attempts;
        attempts.add(person.clock.now(), draft->name);
        return problemOf(QCoro::waitFor(session->postpone(draft, attempts)));
    }
    [[nodiscard]] SecretSummary listed(const QString &id) const
    {
        const Catalog::Row row = session->catalog()->rowOf(id);
        return row == Catalog::NoRow ? SecretSummary() : session->catalog()->summary(row);
    }
    [[nodiscard]] QStringList idsNamed(const QString &name) const
    {
        QStringList ids;
        for (Catalog::Row row = 0; row < session->catalog()->size(); ++row) {
            if (session->catalog()->name(row) == name)
                ids.append(session->catalog()->id(row));
        }
        return ids;
    }
    [[nodiscard]] bool isRefusedByConflict() const
    {
        const auto waiting = session->waiting();
        return waiting.size() == 1 && waiting.front().state == WaitingChange::State::Refused &&
               waiting.front().refusal == ErrorKind::Conflict && session->sendingId().isEmpty();
    }

    LivePerson &person;
    MemoryCredentialStore credentials;
    OfflineCopies copies{*person.engine, credentials, person.folder.filePath(QStringLiteral("cache")), person.clock};
    SealedRecords records{credentials, person.workers, person.folder.filePath(QStringLiteral("outbox")),
                          SealedRecords::Purpose::Outbox};
    std::unique_ptr<Session> session;
    OfflineCopy *copy = nullptr; ///< the session's
};

} // namespace coffret::test

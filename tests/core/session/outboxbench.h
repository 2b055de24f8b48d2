// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/session/offlinebench.h"
#include "tests/support/fakefacets.h"

namespace coffret::test {

/// An account that can be written to, with an outbox.
struct OutboxBench : OfflineBench
{
    OutboxBench()
    {
        server->addFacets();
        start();
    }
    ~OutboxBench() { session.reset(); } // before the records below
    void start()
    {
        OfflineBench::start();
        session->keepOutbox(std::make_unique<Outbox>(records, openPgp, account, clock));
    }
    void restart()
    {
        settle();
        close();
        start();
    }
    [[nodiscard]] FakeWriting &writing() const { return server->facets->writing; }
    /// What an editor would save for Ada.
    [[nodiscard]] std::shared_ptr<SecretDraft> changeOfAda(const QByteArray &password)
    {
        Expected<Session::Edit> edit = QCoro::waitFor(session->edit(Ada));
        if (!edit)
            return nullptr;
        auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
        for (SecretField &field : draft->fields) {
            if (field.key == Password)
                field.value = SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        }
        return draft;
    }
    [[nodiscard]] static std::shared_ptr<SecretDraft> newLogin(const QString &name)
    {
        auto draft = std::make_shared<SecretDraft>();
        draft->name = name;
        draft->fields.push_back(
            {FieldKind::Password, Password, {}, true, SecretBuffer::copyOf("a canary of the outbox")});
        return draft;
    }
    [[nodiscard]] ErrorKind saveError(const std::shared_ptr<SecretDraft> &draft)
    {
        const Expected<QString> saved = QCoro::waitFor(session->save(draft, {}));
        return saved ? ErrorKind::Internal : saved.error().kind;
    }
    /// As after a save that was not answered.
    Expected<void> postpone(const std::shared_ptr<SecretDraft> &draft, const QString &replaces = {})
    {
        return QCoro::waitFor(session->postpone(draft, {clock.now(), {draft->name}}, replaces));
    }
    /// What the form does. Nothing: it was saved.
    Expected<void> saveOrPostpone(const std::shared_ptr<SecretDraft> &draft)
    {
        const Expected<QString> saved = QCoro::waitFor(session->save(draft, {}));
        if (saved)
            return {};
        return session->canPostpone(saved.error()) ? postpone(draft) : failure(saved);
    }
    [[nodiscard]] Expected<void> send(const QString &changeId)
    {
        return QCoro::waitFor(session->sendWaiting(changeId));
    }
    [[nodiscard]] QString firstId() const
    {
        return session->waiting().empty() ? QString() : session->waiting().front().id;
    }
    [[nodiscard]] auto named(const QString &name) const
    {
        return std::count_if(server->secrets.begin(), server->secrets.end(),
                             [&name](const SecretSummary &secret) { return secret.name == name; });
    }
    Expected<void> sync() { return QCoro::waitFor(session->refresh()); }
    [[nodiscard]] bool hasState(WaitingChange::State state) const
    {
        const auto waiting = session->waiting();
        return waiting.size() == 1 && waiting.front().state == state && session->sendingId().isEmpty();
    }
    [[nodiscard]] int written(const QString &call) const { return static_cast<int>(writing().log.count(call)); }

    SealedRecords records{credentials, workers, root.filePath(QStringLiteral("outbox")),
                          SealedRecords::Purpose::Outbox};
};

} // namespace coffret::test

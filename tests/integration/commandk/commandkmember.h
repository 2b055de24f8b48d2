// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/support/demovaultprocess.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QUrlQuery>

namespace coffret::test {

[[nodiscard]] inline SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

/// Somebody with an account of the demo vault, an OpenPGP key and a session of their own.
struct CommandKMember
{
    CommandKMember(const DemoVaultProcess &demo, const QByteArray &readToken, const QByteArray &writeToken)
        : folder(QStringLiteral("/tmp/ckXXXXXX"))
    {
        QFile authority(demo.certificateFile());
        if (!authority.open(QIODevice::ReadOnly))
            qFatal("no certificate");
        account.id = QStringLiteral("account");
        account.service = Service::CommandK;
        account.server = demo.commandK().url;
        account.certificateAuthorities = authority.readAll();
        account.appIds = {demo.commandK().apps[0].id};
        QCoro::waitFor(credentials.write(QStringLiteral("account/read-token"), bufferOf(readToken)));
        if (!writeToken.isEmpty())
            QCoro::waitFor(credentials.write(QStringLiteral("account/write-token"), bufferOf(writeToken)));
        ownKey = home.createKey(QStringLiteral("Ada <ada@example.org>"));
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = home.path();
        engine = std::make_unique<GpgmeEngine>(options);
        session = std::make_unique<Session>(account, std::make_unique<CommandKVault>(account, credentials), *engine,
                                            workers, clock);
    }
    void open() const
    {
        const auto opened = QCoro::waitFor(session->open());
        if (!opened)
            qFatal("no session: %s", qPrintable(opened.error().detail));
    }
    [[nodiscard]] QString app() const { return account.appIds.first(); }
    [[nodiscard]] QByteArray reveal(const QString &id) const
    {
        const auto revealed = QCoro::waitFor(session->reveal(id, {}));
        return revealed ? QByteArray(revealed->value.view().data(), qsizetype(revealed->value.size()))
                        : "(error) " + revealed.error().detail.toUtf8();
    }
    [[nodiscard]] SecretDraft draft(const QString &environmentId, const QString &name, const QByteArray &value) const
    {
        SecretDraft draft;
        draft.type = SecretType::ApiKey;
        draft.collectionId = environmentId;
        draft.name = name;
        draft.fields.push_back({FieldKind::Token, fieldKey(FieldKind::Token), {}, true, bufferOf(value)});
        return draft;
    }
    [[nodiscard]] Expected<QString> save(SecretDraft draft) const
    {
        return QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(draft)), {}));
    }
    [[nodiscard]] bool isListed(const QString &id) const { return session->catalog()->rowOf(id) != Catalog::NoRow; }

    QTemporaryDir folder;
    GpgHome home;
    QString ownKey;
    MemoryCredentialStore credentials;
    WorkerPool workers{2};
    SystemClock clock;
    Account account;
    std::unique_ptr<GpgmeEngine> engine;
    std::unique_ptr<Session> session;
};

} // namespace coffret::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sealedaccount.h"

#include <QCoroTask>

namespace coffret::test {

const QString SealedAccount::Id = QStringLiteral("s000000");

SealedAccount::SealedAccount(KeyKind kind, int secrets)
{
    KeyRequest request;
    request.userId = QStringLiteral("Ada Lovelace <ada@example.org>");
    request.kind = kind;
    const QString key = user.createKey(request);
    message = user.seal("password=correct horse battery staple", {key}, {key});
    GpgmeEngine::Options options;
    options.privateHome = privateHome.path();
    options.userHome = user.path();
    auto created = GpgmeEngine::create(options);
    if (!created)
        qFatal("no engine: %s", qPrintable(created.error().detail));
    engine = std::move(*created);
    static_cast<void>(QCoro::waitFor(engine->secretKeys())); // brings the public half into the private home

    const auto server = std::make_shared<fakes::FakeServer>();
    server->secrets = fakes::sampleIndex(secrets).secrets;
    for (SecretSummary &secret : server->secrets) {
        secret.markers = {};
        server->setMessage(secret.id, message, {key});
    }
    session = sessions.adopt(
        std::make_unique<Session>(Account(), std::make_unique<fakes::FakeVault>(server), *engine, workers, clock));
    static_cast<void>(QCoro::waitFor(session->open()));

    gpgme_ctx_t context = nullptr;
    const QByteArray home = privateHome.path().toLocal8Bit();
    if (gpgme_new(&context) != 0 ||
        gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, home.constData()) != 0)
        qFatal("no context");
    m_context = std::shared_ptr<gpgme_context>(context, gpgme_release);
}

bool SealedAccount::decryptAlone() const
{
    gpgme_data_t cipher = nullptr;
    gpgme_data_t plain = nullptr;
    const auto size = static_cast<std::size_t>(message.size());
    bool done = gpgme_data_new_from_mem(&cipher, message.constData(), size, 0) == 0 && gpgme_data_new(&plain) == 0 &&
                gpgme_op_decrypt_verify(m_context.get(), cipher, plain) == 0;
    done = done && gpgme_op_verify_result(m_context.get())->signatures != nullptr;
    gpgme_data_release(plain);
    gpgme_data_release(cipher);
    return done;
}

} // namespace coffret::test

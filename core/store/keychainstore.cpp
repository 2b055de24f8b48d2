// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keychainstore.h"

#include "core/store/secretservice.h"

#include <qt6keychain/keychain.h>

#include <QCoroFuture>
#include <QPromise>
#include <QTimer>

#include <deque>
#include <optional>

namespace coffret {

namespace {

const QString &serviceName()
{
    static const QString name = QStringLiteral("coffret");
    return name;
}

/// The bytes as they lie in memory QtKeychain's job shares with us: wiping them wipes the job's copy too. Out of reach
/// are the base64 text QtKeychain makes of them, libsecret's own copies, and those of the keyring daemon.
std::span<char> sharedBytes(const QByteArray &bytes)
{
    return {const_cast<char *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

/// What a finished job says. Takes the value out of a reading job, wiping it there.
Expected<SecretBuffer> answerOf(QKeychain::Job *job)
{
    switch (job->error()) {
    case QKeychain::NoError:
        if (auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(job))
            return SecretBuffer::takeFrom(sharedBytes(reading->binaryData()));
        return SecretBuffer();
    case QKeychain::EntryNotFound:
        return failure(ErrorKind::NoCredential, job->key());
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return failure(ErrorKind::KeyringDenied, job->errorString());
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // all the Secret Service backend says when bus, daemon or libsecret are missing
        break;
    }
    return failure(ErrorKind::NoKeyring, job->errorString());
}

Expected<void> withoutValue(const Expected<SecretBuffer> &answer)
{
    if (!answer)
        return failure(answer);
    return {};
}

} // namespace

/// Hands jobs to QtKeychain one by one: it cannot withdraw a job, so one that timed out before its turn must never
/// reach it. A started job belongs to itself (autoDelete), because libsecret calls back into it whenever the keyring
/// answers.
class QtKeychainStore::Queue : public std::enable_shared_from_this<QtKeychainStore::Queue>
{
public:
    explicit Queue(std::chrono::milliseconds timeout) : m_timeout(timeout) {}

    [[nodiscard]] std::chrono::milliseconds timeout() const { return m_timeout; }

    /// written: bytes the job shares, wiped once it is done with them.
    Task<Expected<SecretBuffer>> run(std::unique_ptr<QKeychain::Job> job, QByteArray written = {})
    {
        job->setInsecureFallback(false);
        auto request = std::make_shared<Request>();
        request->job = std::move(job);
        request->written = std::move(written);
        request->bell.start();
        QFuture<void> answered = request->bell.future();
        const auto giveUp = [request] { request->finish(failure(ErrorKind::KeyringSilent)); };
        QTimer::singleShot(m_timeout, giveUp);
        m_waiting.push_back(request);
        startNext();
        co_await answered;
        co_return *std::move(request->answer);
    }

private:
    struct Request
    {
        ~Request() { wipeBytes(sharedBytes(written)); }
        void finish(Expected<SecretBuffer> result)
        {
            if (answer)
                return; // too late
            answer = std::move(result);
            bell.finish();
        }
        std::unique_ptr<QKeychain::Job> job; ///< until it is started
        QByteArray written;
        std::optional<Expected<SecretBuffer>> answer;
        QPromise<void> bell;
    };

    void startNext()
    {
        while (!m_running && !m_waiting.empty()) {
            const auto request = m_waiting.front();
            m_waiting.pop_front();
            if (request->answer)
                continue;
            m_running = true;
            QKeychain::Job *job = request->job.release();
            QObject::connect(job, &QKeychain::Job::finished, job,
                             [queue = shared_from_this(), request](QKeychain::Job *finished) {
                                 request->finish(answerOf(finished));
                                 queue->m_running = false;
                                 queue->startNext();
                             });
            job->start();
        }
    }

    std::chrono::milliseconds m_timeout;
    std::deque<std::shared_ptr<Request>> m_waiting;
    bool m_running = false;
};

QtKeychainStore::QtKeychainStore(std::chrono::milliseconds timeout) : m_queue(std::make_shared<Queue>(timeout)) {}

QtKeychainStore::~QtKeychainStore() = default;

Task<Expected<SecretBuffer>> QtKeychainStore::read(QString key)
{
    auto job = std::make_unique<QKeychain::ReadPasswordJob>(serviceName());
    job->setKey(key);
    const auto queue = m_queue;
    auto answer = co_await queue->run(std::move(job));
    if (!answer && answer.error().kind == ErrorKind::NoCredential) {
        const bool locked = co_await isDefaultCollectionLocked(queue->timeout());
        if (locked)
            co_return failure(ErrorKind::KeyringDenied, QStringLiteral("the keyring stays locked"));
    }
    co_return answer;
}

Task<Expected<void>> QtKeychainStore::write(QString key, SecretBuffer value)
{
    QByteArray bytes(value.view().data(), static_cast<qsizetype>(value.size()));
    auto job = std::make_unique<QKeychain::WritePasswordJob>(serviceName());
    job->setKey(key);
    job->setBinaryData(bytes);
    const auto queue = m_queue;
    const auto answer = co_await queue->run(std::move(job), std::move(bytes));
    co_return withoutValue(answer);
}

Task<Expected<void>> QtKeychainStore::remove(QString key)
{
    auto job = std::make_unique<QKeychain::DeletePasswordJob>(serviceName());
    job->setKey(key);
    const auto queue = m_queue;
    const auto answer = co_await queue->run(std::move(job));
    if (!answer && answer.error().kind == ErrorKind::NoCredential)
        co_return Expected<void>();
    co_return withoutValue(answer);
}

} // namespace coffret

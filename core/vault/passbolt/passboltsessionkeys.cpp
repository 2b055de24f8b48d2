// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsessionkeys.h"

#include "core/base/logging.h"
#include "core/vault/passbolt/passboltmetadata.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace coffret {

namespace {

const QString Path = QStringLiteral("/metadata/session-keys.json");
constexpr qsizetype MaximumBundle = 16 * 1024 * 1024; // more than anybody writes
constexpr std::size_t MaximumBundles = 4;             // looked into: a server could have any number
constexpr qsizetype WorthSaving = 50;                 // one changed entry in so many

QString pathOf(const QString &id)
{
    return QStringLiteral("/metadata/session-keys/%1.json").arg(id);
}

} // namespace

PassboltSessionKeys::PassboltSessionKeys(const Account &account, PassboltApi &api, OpenPgp &openPgp,
                                         WorkerPool &workers)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_workers(workers)
{
}

void PassboltSessionKeys::clear()
{
    stop();
    m_stop = std::stop_source();
    m_bundle = PassboltSessionKeyBundle();
    m_stored.clear();
    m_changes = 0;
    m_asked = false;
    m_kept = false;
    m_saves = true;
}

std::string_view PassboltSessionKeys::find(const QString &resourceId, const QByteArray &modified) const
{
    return m_bundle.find(resourceId, modified);
}

void PassboltSessionKeys::add(const QString &resourceId, const QByteArray &modified, std::string_view key)
{
    if (m_kept && m_bundle.set(resourceId, modified, key))
        ++m_changes;
}

Task<Expected<void>> PassboltSessionKeys::load(StopToken stop)
{
    if (std::exchange(m_asked, true))
        co_return {};
    const StopToken cleared = m_stop.get_token();
    const Expected<void> done = co_await read(stop);
    if (cleared.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!done && endsEverything(done.error().kind)) {
        m_asked = false;
        co_return done;
    }
    m_kept = done.has_value();
    if (!done && done.error().kind != ErrorKind::NotFound)
        qCWarning(lcVault) << "session keys are not known:" << done.error().detail;
    co_return {};
}

/// Puts what the server has below what is here.
Task<Expected<void>> PassboltSessionKeys::read(StopToken stop)
{
    const StopToken cleared = m_stop.get_token();
    const Expected<HttpResponse> response = co_await m_api.call("GET", Path, {}, stop);
    if (!response)
        co_return failure(response);
    std::function<Expected<Rows>()> job = [json = response->body] { return parseSessionKeyRows(json); };
    Expected<Rows> rows = co_await m_workers.run(std::move(job));
    if (!rows)
        co_return failure(rows);
    Rows own;
    for (std::size_t i = 0; i < rows->size() && i < MaximumBundles && !cleared.stop_requested(); ++i) {
        PassboltSessionKeyRow &row = (*rows)[i];
        const Expected<PassboltSessionKeyBundle> bundle = co_await open(std::move(row.message), stop);
        if (!bundle && endsEverything(bundle.error().kind))
            co_return failure(bundle);
        const bool replaceable = bundle || bundle.error().kind == ErrorKind::TooLarge; // it would never be read
        if (!replaceable || cleared.stop_requested())
            continue;
        if (bundle)
            m_bundle.addMissing(*bundle);
        row.message.clear();
        own.push_back(std::move(row));
    }
    if (cleared.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    m_stored = std::move(own);
    co_return {};
}

/// Forbidden unless the user's own signature is on it.
Task<Expected<PassboltSessionKeyBundle>> PassboltSessionKeys::open(QByteArray message, StopToken stop)
{
    const QStringList self{m_account.keyFingerprint};
    OpenRequest request(std::move(message), self);
    request.maximumBytes = MaximumBundle;
    request.stop = stop;
    Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    if (opened->verdict.state != SignatureState::Expected)
        co_return failure(ErrorKind::Forbidden, QStringLiteral("session keys that the user did not sign"));
    const auto plaintext = std::make_shared<const SecretBuffer>(std::move(opened->plaintext));
    std::function<Expected<PassboltSessionKeyBundle>()> job = [plaintext] {
        return PassboltSessionKeyBundle::parse(*plaintext);
    };
    co_return co_await m_workers.run(std::move(job));
}

bool PassboltSessionKeys::isWorthSaving() const
{
    if (!m_kept || !m_saves)
        return false;
    const bool several = m_stored.size() > 1;
    return several || (m_changes > 0 && m_changes * WorthSaving >= m_bundle.size());
}

Task<void> PassboltSessionKeys::save(QSet<QUuid> resourceIds)
{
    m_changes += m_bundle.keepOnly(resourceIds);
    if (!isWorthSaving())
        co_return;
    const StopToken stop = m_stop.get_token();
    m_saves = false; // not twice at a time
    Expected<void> done = co_await write(stop);
    const bool overtaken =
        !done && (done.error().kind == ErrorKind::Conflict || done.error().kind == ErrorKind::NotFound);
    if (overtaken && !stop.stop_requested()) {
        done = co_await read(stop);
        if (done)
            done = co_await write(stop);
    }
    if (stop.stop_requested())
        co_return;
    m_saves = done.has_value();
    if (!done)
        qCWarning(lcVault) << "session keys cannot be kept:" << done.error().detail;
}

Task<Expected<void>> PassboltSessionKeys::write(StopToken stop)
{
    const qsizetype changes = m_changes;
    const PassboltSessionKeyRow last = m_stored.empty() ? PassboltSessionKeyRow() : m_stored.front();
    const Expected<QByteArray> body = co_await sealed(last.modified, stop);
    if (!body)
        co_return failure(body);
    const QByteArray method = last.id.isEmpty() ? "POST" : "PUT";
    const QString path = last.id.isEmpty() ? Path : pathOf(last.id);
    const Expected<HttpResponse> response = co_await m_api.call(method, path, *body, stop);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!response)
        co_return failure(response);
    std::function<Expected<Rows>()> job = [json = response->body] { return parseSessionKeyRows(json); };
    const Expected<Rows> rows = co_await m_workers.run(std::move(job));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!rows || rows->size() != 1)
        co_return failure(ErrorKind::Malformed, QStringLiteral("an answer that does not say what was kept"));
    m_changes -= changes;
    if (m_stored.empty())
        m_stored.emplace_back();
    m_stored.front() = rows->front();
    m_stored.front().message.clear();
    co_await removeOthers(stop);
    co_return {};
}

/// What is sent: made on the workers, because it may be megabytes.
Task<Expected<QByteArray>> PassboltSessionKeys::sealed(QString lastModified, StopToken stop)
{
    const auto bundle = std::make_shared<const PassboltSessionKeyBundle>(m_bundle.clone());
    std::function<SecretBuffer()> write = [bundle] { return bundle->toJson(); };
    SecretBuffer plaintext = co_await m_workers.run(std::move(write));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const QStringList self{m_account.keyFingerprint};
    const Expected<QByteArray> message = co_await m_openPgp.seal(std::move(plaintext), self, m_account.keyFingerprint);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!message)
        co_return failure(message);
    std::function<QByteArray()> wrap = [message = *message, lastModified] {
        QJsonObject body{{QStringLiteral("data"), QString::fromLatin1(message)}};
        if (!lastModified.isEmpty())
            body.insert(QStringLiteral("modified"), lastModified);
        return QJsonDocument(body).toJson(QJsonDocument::Compact);
    };
    QByteArray body = co_await m_workers.run(std::move(wrap));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    co_return body;
}

/// Their entries are in the newest one now.
Task<void> PassboltSessionKeys::removeOthers(StopToken stop)
{
    while (m_stored.size() > 1) {
        const QString path = pathOf(m_stored.back().id);
        m_stored.pop_back();
        const Expected<HttpResponse> response = co_await m_api.call("DELETE", path, {}, stop);
        if (stop.stop_requested())
            co_return;
        if (!response)
            qCWarning(lcVault) << "older session keys cannot be removed:" << response.error().detail;
    }
}

} // namespace coffret

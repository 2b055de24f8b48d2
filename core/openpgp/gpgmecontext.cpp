// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmecontext.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"

#include <QFile>
#include <QVersionNumber>

#include <cerrno>
#include <csignal>
#include <list>
#include <mutex>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace coffret {

struct GpgmeContext::Watch
{
    int fd = -1;
    short events = 0;
    gpgme_io_cb_t callback = nullptr;
    void *data = nullptr;
    bool removed = false; // GPGME removes watches from inside their own callback
};

namespace {

/// A descriptor that becomes readable when one of the tokens is asked to stop.
class WakeUp
{
public:
    explicit WakeUp(std::span<const StopToken> stops) : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        for (const StopToken &stop : stops)
            m_callbacks.emplace_back(stop, Ring{m_fd});
    }
    ~WakeUp()
    {
        m_callbacks.clear(); // waits for a callback that is just running
        ::close(m_fd);
    }
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;
    [[nodiscard]] int fd() const { return m_fd; }

private:
    struct Ring
    {
        int fd;
        void operator()() const { (void)!eventfd_write(fd, 1); }
    };
    int m_fd;
    std::list<std::stop_callback<Ring>> m_callbacks;
};

/// gpg-agent keeps asking after its client has gone, and serves nobody else meanwhile. The process id is what the agent
/// reported for this very operation; the name is checked because ids are reused and may belong to another namespace.
void dismissPinentry(int pid)
{
    QFile command(QStringLiteral("/proc/%1/cmdline").arg(pid));
    if (pid > 1 && command.open(QIODevice::ReadOnly) && command.readAll().contains("pinentry"))
        ::kill(pid, SIGINT);
}

/// What GPGME knows about gpg for all contexts to come is changed and read by one thread at a time.
std::mutex &engineMutex()
{
    static std::mutex mutex;
    return mutex;
}

/// A new context for a home. GPGME runs gpg --version whenever it is told a home, so it is told for all contexts to
/// come, and only when the home is another one than before.
gpgme_error_t newContext(gpgme_ctx_t *context, const QByteArray &home)
{
    static QByteArray known;
    const std::scoped_lock lock(engineMutex());
    if (known != home) {
        known.clear();
        if (const gpgme_error_t error = gpgme_set_engine_info(GPGME_PROTOCOL_OpenPGP, nullptr, home.constData()))
            return error;
        known = home;
    }
    return gpgme_new(context);
}

} // namespace

Expected<void> startGpgme()
{
    const std::scoped_lock lock(engineMutex());
    gpgme_check_version(nullptr);
    gpgme_engine_info_t info = nullptr;
    if (gpgme_engine_check_version(GPGME_PROTOCOL_OpenPGP) != 0 || gpgme_get_engine_info(&info) != 0)
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpg is missing or not usable"));
    while (info != nullptr && info->protocol != GPGME_PROTOCOL_OpenPGP)
        info = info->next;
    const auto version = QVersionNumber::fromString(QString::fromLatin1(info != nullptr ? info->version : ""));
    if (version < QVersionNumber(2, 2))
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpg %1 is too old").arg(version.toString()));
    return {};
}

Expected<std::unique_ptr<GpgmeContext>> GpgmeContext::create(const QString &home)
{
    gpgme_ctx_t context = nullptr;
    if (const gpgme_error_t error = newContext(&context, QFile::encodeName(home)))
        return failure(ErrorKind::NoOpenPgp, QString::fromUtf8(gpgme_strerror(error)));
    return std::unique_ptr<GpgmeContext>(new GpgmeContext(context));
}

GpgmeContext::GpgmeContext(gpgme_ctx_t context) : m_context(context)
{
    gpgme_set_offline(context, 1);
    gpgme_set_armor(context, 1);
    gpgme_set_ctx_flag(context, "full-status", "1"); // PINENTRY_LAUNCHED is not passed on otherwise
    gpgme_set_status_cb(context, onStatus, this);
}

GpgmeContext::~GpgmeContext()
{
    gpgme_release(m_context);
}

void GpgmeContext::usePassphraseCallback(PassphraseCallback callback)
{
    m_passphrase = std::move(callback);
    gpgme_set_pinentry_mode(m_context, GPGME_PINENTRY_MODE_LOOPBACK);
    gpgme_set_passphrase_cb(m_context, onPassphrase, this);
}

void GpgmeContext::askNobody()
{
    gpgme_set_pinentry_mode(m_context, GPGME_PINENTRY_MODE_ERROR);
}

gpgme_error_t GpgmeContext::run(std::span<const StopToken> stops,
                                const std::function<gpgme_error_t(gpgme_ctx_t)> &start)
{
    gpgme_io_cbs callbacks{addWatch, this, removeWatch, onEvent, this};
    gpgme_set_io_cbs(m_context, &callbacks);
    m_done = false;
    m_pinentry = 0;
    const WakeUp wakeUp(stops);
    const gpgme_error_t error = start(m_context);
    if (error)
        return error;
    while (!m_done)
        serve(wakeUp.fd());
    m_watches.clear();
    return m_result;
}

void GpgmeContext::serve(int wakeUp)
{
    std::erase_if(m_watches, [](const auto &watch) { return watch->removed; });
    std::vector<pollfd> descriptors{{wakeUp, POLLIN, 0}};
    std::vector<Watch *> watches;
    for (const auto &watch : m_watches) {
        descriptors.push_back({watch->fd, watch->events, 0});
        watches.push_back(watch.get());
    }
    if (::poll(descriptors.data(), descriptors.size(), -1) < 0) {
        if (errno != EINTR)
            cancel();
        return;
    }
    if (descriptors.front().revents != 0) {
        cancel();
        return;
    }
    for (std::size_t i = 0; i < watches.size() && !m_done; ++i) {
        if (descriptors[i + 1].revents != 0 && !watches[i]->removed)
            watches[i]->callback(watches[i]->data, watches[i]->fd);
    }
}

void GpgmeContext::cancel()
{
    gpgme_cancel(m_context); // reports the end of the operation before it returns
    if (!m_done) {
        m_done = true;
        m_result = gpgme_error(GPG_ERR_CANCELED);
    }
    dismissPinentry(m_pinentry);
}

gpgme_error_t GpgmeContext::addWatch(void *self, int fd, int dir, gpgme_io_cb_t callback, void *data, void **tag)
{
    auto *context = static_cast<GpgmeContext *>(self);
    auto watch = std::make_unique<Watch>();
    watch->fd = fd;
    watch->events = dir != 0 ? POLLIN : POLLOUT;
    watch->callback = callback;
    watch->data = data;
    *tag = watch.get();
    context->m_watches.push_back(std::move(watch));
    return 0;
}

void GpgmeContext::removeWatch(void *tag)
{
    static_cast<Watch *>(tag)->removed = true;
}

void GpgmeContext::onEvent(void *self, gpgme_event_io_t type, void *data)
{
    if (type != GPGME_EVENT_DONE)
        return;
    auto *context = static_cast<GpgmeContext *>(self);
    const auto *done = static_cast<gpgme_io_event_done_data_t>(data);
    context->m_done = true;
    context->m_result = done->err ? done->err : done->op_err;
}

gpgme_error_t GpgmeContext::onStatus(void *self, const char *keyword, const char *arguments)
{
    if (qstrcmp(keyword, "PINENTRY_LAUNCHED") == 0)
        static_cast<GpgmeContext *>(self)->m_pinentry = std::atoi(arguments);
    return 0;
}

gpgme_error_t GpgmeContext::onPassphrase(void *self, const char *hint, const char *, int, int fd)
{
    const auto &ask = static_cast<GpgmeContext *>(self)->m_passphrase;
    SecretBuffer passphrase = ask ? ask(displayText(hint != nullptr ? hint : "")) : SecretBuffer();
    if (passphrase.isEmpty())
        return gpgme_error(GPG_ERR_CANCELED);
    passphrase.append("\n");
    return gpgme_io_writen(fd, passphrase.bytes().data(), passphrase.size()) == 0 ? 0 : gpgme_error_from_errno(errno);
}

} // namespace coffret

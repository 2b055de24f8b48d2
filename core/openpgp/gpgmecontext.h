// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/secret/secretbuffer.h"

#include <gpgme.h>

#include <QString>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace coffret {

struct GpgmeKeyDeleter
{
    void operator()(gpgme_key_t key) const { gpgme_key_unref(key); }
};
using GpgmeKey = std::unique_ptr<_gpgme_key, GpgmeKeyDeleter>;

struct GpgmeDataDeleter
{
    void operator()(gpgme_data_t data) const { gpgme_data_release(data); }
};
using GpgmeData = std::unique_ptr<gpgme_data, GpgmeDataDeleter>;

/// Must have succeeded before anything else is asked of GPGME; any thread, cheap after the first time. NoOpenPgp when
/// gpg is missing or older than 2.2.
[[nodiscard]] Expected<void> startGpgme();

/// Answers gpg's question for a passphrase on the worker thread; an empty buffer declines.
using PassphraseCallback = std::function<SecretBuffer(const QString &hint)>;

/// One GPGME context for one operation on one worker thread.
///
/// It runs its own loop over the file descriptors of its gpg process. GPGME's global loop (gpgme_wait, which GpgME++'s
/// poll() uses) would serve the descriptors of every running operation from whichever thread happens to wait, and its
/// cancel takes effect only at the next event: half a minute behind a silent pinentry. That is why the C interface is
/// used.
class GpgmeContext
{
public:
    /// Errors: NoOpenPgp.
    [[nodiscard]] static Expected<std::unique_ptr<GpgmeContext>> create(const QString &home);
    GpgmeContext(const GpgmeContext &) = delete;
    GpgmeContext &operator=(const GpgmeContext &) = delete;
    ~GpgmeContext();

    [[nodiscard]] gpgme_ctx_t get() const { return m_context; }

    /// Passphrases come from the callback instead of the agent's pinentry.
    void usePassphraseCallback(PassphraseCallback callback);

    /// Whatever needs a passphrase that the agent does not know fails, and nobody is asked.
    void askNobody();

    /// Runs what start began (a gpgme_op_..._start function) to its end. A stop ends it at once with
    /// GPG_ERR_CANCELED and takes the pinentry it had opened off the screen.
    [[nodiscard]] gpgme_error_t run(std::span<const StopToken> stops,
                                    const std::function<gpgme_error_t(gpgme_ctx_t)> &start);

private:
    struct Watch;

    explicit GpgmeContext(gpgme_ctx_t context);
    void cancel();
    void serve(int wakeUp);

    static gpgme_error_t addWatch(void *self, int fd, int dir, gpgme_io_cb_t callback, void *data, void **tag);
    static void removeWatch(void *tag);
    static void onEvent(void *self, gpgme_event_io_t type, void *data);
    static gpgme_error_t onStatus(void *self, const char *keyword, const char *arguments);
    static gpgme_error_t onPassphrase(void *self, const char *hint, const char *info, int previousWasBad, int fd);

    gpgme_ctx_t m_context;
    std::vector<std::unique_ptr<Watch>> m_watches;
    PassphraseCallback m_passphrase;
    bool m_done = false;
    gpgme_error_t m_result = 0;
    int m_pinentry = 0; ///< process id of the pinentry opened for this operation, 0: none
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening.h"

#include <QLoggingCategory>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdlib>
#include <cstring>

namespace coffret {

namespace {

/// What stays: LD_PRELOAD and its like, which have done their work before main; what says which display, input method,
/// theme of widgets or driver of the graphics card is there; and proxies.
constexpr const char *Unwanted[] = {
    // would write down plaintext, or what is said to a keyring
    "GPGME_DEBUG",
    "ASSUAN_DEBUG",
    "G_DBUS_DEBUG",
    "G_MESSAGES_DEBUG",
    "QDBUS_DEBUG",
    "SSLKEYLOGFILE",
    // other QML than ours
    "QML2_IMPORT_PATH",
    "QML_IMPORT_PATH",
    "QML_IMPORT_TRACE",
    "QML_XHR_ALLOW_FILE_READ",
    "QML_XHR_ALLOW_FILE_WRITE",
    "QT_QUICK_CONTROLS_CONF",
    "QT_QUICK_CONTROLS_FALLBACK_STYLE",
    "QT_QUICK_CONTROLS_STYLE",
    "QT_QUICK_CONTROLS_STYLE_PATH",
    "QT_VIRTUALKEYBOARD_LAYOUT_PATH",
    "QML_DISABLE_DISK_CACHE",
    "QML_FORCE_DISK_CACHE",
    // other libraries: Qt's plugins, those of GTK below a platform theme, of GIO below the keyring, and of glibc
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "GTK_EXE_PREFIX",
    "GTK_MODULES",
    "GTK3_MODULES",
    "GTK_PATH",
    "GTK_IM_MODULE_FILE",
    "GDK_PIXBUF_MODULEDIR",
    "GDK_PIXBUF_MODULE_FILE",
    "GIO_EXTRA_MODULES",
    "GIO_MODULE_DIR",
    "GCONV_PATH",
    // the desktop's own theme; another could bring dialogs by the portal, which refuses a process that is closed
    "QT_QPA_PLATFORMTHEME",
    // weaker ciphers, foreign providers, and whom to trust: that is chosen for each account
    "OPENSSL_CONF",
    "OPENSSL_CONF_INCLUDE",
    "OPENSSL_ENGINES",
    "OPENSSL_MODULES",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
};

QLoggingCategory::CategoryFilter asRulesSay = nullptr;

void filterCategory(QLoggingCategory *category)
{
    asRulesSay(category);
    if (std::strncmp(category->categoryName(), "qt.", 3) == 0) {
        category->setEnabled(QtDebugMsg, false);
        category->setEnabled(QtInfoMsg, false);
    }
}

} // namespace

void hardenProcess(Tracing tracing)
{
    umask(077);
    forbidCoreDumps();
    if (tracing == Tracing::Forbidden)
        prctl(PR_SET_DUMPABLE, 0);
    for (const char *name : Unwanted)
        unsetenv(name);
    // Compiled QML comes with the program; a cache in the user's folder could be swapped for another one. Qt 6.4 uses
    // what comes with the program only while its cache is on, so that gets a place where nothing can be.
    setenv("QML_DISK_CACHE", "aot", 1); // Qt 6.5 and later
    setenv("QML_DISK_CACHE_PATH", "/dev/null", 1);
}

void forbidCoreDumps()
{
    // With none at all the kernel still hands a dump to the program that core_pattern may name; a single byte is too
    // little for a file, and says that no program is wanted either. Source: Linux, fs/coredump.c, "RLIMIT_CORE is set
    // to 1". Where the limit cannot be raised any more, it is none.
    const rlimit almostNone{1, 1};
    setrlimit(RLIMIT_CORE, &almostNone);
}

void keepQtQuiet()
{
    if (asRulesSay != nullptr)
        return;
    asRulesSay = QLoggingCategory::installFilter(nullptr); // the next one is called before it is answered
    QLoggingCategory::installFilter(&filterCategory);
}

} // namespace coffret

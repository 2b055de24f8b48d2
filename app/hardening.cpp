// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdlib>

namespace coffret {

namespace {

constexpr const char *Unwanted[] = {
    "GPGME_DEBUG", // would write plaintext to a file
    "QML2_IMPORT_PATH",
    "QML_IMPORT_PATH",
    "QML_IMPORT_TRACE",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_QUICK_CONTROLS_CONF",
    "QT_QUICK_CONTROLS_STYLE",
    "QT_QUICK_CONTROLS_STYLE_PATH",
    "QML_DISABLE_DISK_CACHE",
    "QML_FORCE_DISK_CACHE",
};

} // namespace

void hardenProcess()
{
    umask(077);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    prctl(PR_SET_DUMPABLE, 0);
#endif
    for (const char *name : Unwanted)
        unsetenv(name);
    // Compiled QML comes with the program; a cache in the user's folder could be swapped for another one. Qt 6.4 uses
    // what comes with the program only while its cache is on, so that gets a place where nothing can be.
    setenv("QML_DISK_CACHE", "aot", 1); // Qt 6.5 and later
    setenv("QML_DISK_CACHE_PATH", "/dev/null", 1);
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
// A library that nobody wants: as soon as it is loaded, whatever for, it writes its name into the file $COFFRET_CANARY.
#include <cstdio>
#include <cstdlib>

namespace {

__attribute__((constructor)) void sing()
{
    const char *const file = std::getenv("COFFRET_CANARY");
    std::FILE *const open = file != nullptr ? std::fopen(file, "a") : nullptr;
    if (open != nullptr) {
        std::fputs(COFFRET_CANARY_NAME "\n", open);
        std::fclose(open);
    }
}

} // namespace

#ifdef COFFRET_CANARY_INTERFACE
#include <QObject>
#include <QtPlugin>

/// Qt reads what a plugin says of itself before it loads it, and finds out what it really is only afterwards.
class Canary : public QObject
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID COFFRET_CANARY_INTERFACE FILE "canary.json")
};

#include "canary.moc"
#endif

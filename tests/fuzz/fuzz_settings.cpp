// SPDX-License-Identifier: GPL-3.0-or-later
// Files that this program reads at its start: settings, pinned keys, and what a vault remembers.
#include "core/store/pinstore.h"
#include "core/store/settings.h"
#include "core/vault/memory.h"
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace coffret;
using namespace coffret::fuzz;

namespace {

/// One file in a folder of its own, which holds nothing afterwards.
class OneFile
{
public:
    OneFile(const QString &name, const QByteArray &contents) : m_path(folder() + QLatin1Char('/') + name)
    {
        QFile file(m_path);
        require(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size(), "a folder to write into");
    }
    ~OneFile()
    {
        for (const QString &name : QDir(folder()).entryList(QDir::Files | QDir::Hidden))
            QFile::remove(folder() + QLatin1Char('/') + name);
    }
    OneFile(const OneFile &) = delete;
    OneFile &operator=(const OneFile &) = delete;

    [[nodiscard]] static QString folder()
    {
        static const QTemporaryDir dir(
            QFile::exists(QStringLiteral("/dev/shm")) ? QStringLiteral("/dev/shm/coffret-fuzz-XXXXXX") : QString());
        return dir.path();
    }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    QString m_path;
};

void checkSettings(const QByteArray &contents)
{
    const OneFile file(QStringLiteral("settings.json"), contents);
    Settings settings(OneFile::folder());
    if (!settings.load())
        return;
    const Preferences before = settings.preferences();
    require(before.revealSeconds > 0 && before.textPercent >= 100 && before.textPercent <= 200,
            "values in their range");
    require(settings.movedAside().isEmpty() || settings.accounts().isEmpty(), "nothing of what makes no sense");
    require(settings.savePreferences(before).has_value(), "what was read can be written");
    for (const Account &account : QList<Account>(settings.accounts()))
        require(settings.saveAccount(account).has_value(), "and every account");
    Settings again(OneFile::folder());
    require(again.load().has_value() && again.movedAside().isEmpty(), "and is read again");
    require(again.accounts().size() == settings.accounts().size(), "with every account");
    const Preferences &after = again.preferences();
    require(after.revealSeconds == before.revealSeconds && after.lookupKeys == before.lookupKeys &&
                after.language == before.language && after.breachAddress == before.breachAddress &&
                after.window == before.window && after.listOrder == before.listOrder,
            "and every preference");
}

void checkPins(const QByteArray &contents)
{
    const OneFile file(QStringLiteral("pins.json"), contents);
    PinStore pins(file.path());
    const auto loaded = pins.load();
    if (!loaded && loaded.error().kind != ErrorKind::Malformed)
        return;
    const QString account = QStringLiteral("a");
    const QString subject = QStringLiteral("s");
    const QString known = pins.pinned(account, subject);
    const auto match = pins.check(account, subject, QStringLiteral("ABCD"));
    require(match && (*match == PinStore::Match::FirstSeen) == known.isEmpty(), "what was pinned is compared");
    require(known.isEmpty() ||
                *match == (known == QLatin1String("ABCD") ? PinStore::Match::Same : PinStore::Match::Changed),
            "and nothing else takes its place");
    require(pins.accept(account, subject, QStringLiteral("ABCD")).has_value(), "a person can accept it");
    PinStore again(file.path());
    require(again.load().has_value() && again.isConfirmed(account, subject, QStringLiteral("ABCD")), "and it is kept");
}

void checkMemory(const SecretBuffer &packed)
{
    const auto content = unpackMemory("fuzz", packed);
    if (!content)
        return;
    const auto again = unpackMemory("fuzz", packMemory("fuzz", *content));
    require(again && *again == *content, "a memory is read as it was written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(3)) {
    case 0:
        checkSettings(input.bytes());
        break;
    case 1:
        checkPins(input.bytes());
        break;
    default:
        checkMemory(input.secret());
        break;
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ownmemory.h"

#include <QByteArrayList>
#include <QFile>

#include <algorithm>
#include <fcntl.h>
#include <malloc.h>
#include <span>
#include <unistd.h>

namespace coffret::test {

int copiesInMemory(std::string_view backwards)
{
    const std::size_t length = backwards.size();
    static char window[1 << 16];
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return -1;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    int copies = 0;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QList<QByteArray> columns = line.split(' ');
        if (!columns.value(1).startsWith("rw"))
            continue;
        const QList<QByteArray> range = columns.first().split('-');
        const auto end = range.value(1).toULongLong(nullptr, 16);
        for (auto at = range.first().toULongLong(nullptr, 16); at < end; at += sizeof(window) - (length - 1)) {
            const ssize_t got = ::pread(memory, window, std::min<std::size_t>(sizeof(window), end - at), off_t(at));
            const std::span<char> read(window, got > 0 ? std::size_t(got) : 0);
            for (auto hit = read.begin(); std::size_t(read.end() - hit) >= length; ++hit) {
                const bool found = std::equal(backwards.rbegin(), backwards.rend(), hit);
                const bool isWindow =
                    at + std::size_t(hit - read.begin()) - reinterpret_cast<quintptr>(window) < sizeof(window);
                copies += found && !isWindow ? 1 : 0;
            }
        }
    }
    ::close(memory);
    std::fill(std::begin(window), std::end(window), '\0');
    return copies;
}

namespace {

/// The sum of the lines of a file of the kernel's that begin like this.
double mebibytesIn(const QString &path, const char *beginning)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    double kibibytes = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(beginning))
            kibibytes += line.simplified().split(' ').value(1).toDouble();
    }
    return kibibytes / 1024;
}

} // namespace

double privateMebibytes()
{
    malloc_trim(0);
    return mebibytesIn(QStringLiteral("/proc/self/smaps_rollup"), "Private_");
}

double peakMebibytes()
{
    return mebibytesIn(QStringLiteral("/proc/self/status"), "VmHWM:");
}

void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace coffret::test

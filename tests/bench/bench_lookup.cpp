// SPDX-License-Identifier: GPL-3.0-or-later
// The quick lookup over 100,000 secrets: each key of a name that is typed, from the key to the rows that are shown.
#include "core/store/memorycredentialstore.h"
#include "core/store/settings.h"
#include "tests/support/fakes.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/quicklookupviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usagelogs.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace coffret;

namespace {

constexpr int Count = 100'000;
constexpr qsizetype Letters = 8;

/// One open account, and the quick lookup in front of it.
class Desk
{
public:
    Desk()
    {
        fakes::SampleIndex index = fakes::sampleIndex(Count);
        auto server = std::make_shared<fakes::FakeServer>();
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        Account account;
        account.id = QStringLiteral("acme");
        account.name = QStringLiteral("Acme");
        Session *const session = m_sessions.adopt(std::make_unique<Session>(
            account, std::make_unique<fakes::FakeVault>(server), m_openPgp, m_workers, m_clock));
        session->open();
        while (session->state() != Session::State::Open)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (session->catalog()->size() != Count)
            qFatal("not everything is in the catalog");
        typed = session->catalog()->name(Count / 2).left(Letters);
        for (Catalog::Row row = 0; row < 500; ++row) // somebody who has worked with it for a while
            m_usage.note(account.id, session->catalog()->id(row));
    }

    QString typed;

private:
    QTemporaryDir m_folder;
    fakes::ManualClock m_clock;
    fakes::FakeOpenPgp m_openPgp;
    WorkerPool m_workers{1};
    MemoryCredentialStore m_credentials;
    Settings m_settings{m_folder.path()};
    SealedRecords m_records{m_credentials, m_workers, m_folder.filePath(QStringLiteral("usage"))};
    SessionList m_sessions{nullptr};
    UsageLogs m_usage{m_sessions, m_settings, m_records, m_clock};
    ClipboardGuard m_clipboard{*QGuiApplication::clipboard(), m_clock};
    ToastViewModel m_toast{m_clipboard, m_clock};

public:
    QuickLookupViewModel lookup{m_sessions, m_settings, m_usage, m_clipboard, m_toast, m_clock};
};

/// worst_ms: of the keys, in the median round.
void lookupKeys(benchmark::State &state)
{
    using Clock = std::chrono::steady_clock;
    Desk desk;
    std::vector<double> worst;
    for (auto _ : state) {
        desk.lookup.show();
        double slowest = 0;
        for (qsizetype length = 1; length <= desk.typed.size(); ++length) {
            const Clock::time_point begun = Clock::now();
            desk.lookup.setQuery(desk.typed.left(length));
            slowest = std::max(slowest, std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
        }
        worst.push_back(slowest);
        if (desk.lookup.results()->rowCount() == 0)
            state.SkipWithError("nothing is found");
        desk.lookup.hide();
    }
    std::nth_element(worst.begin(), worst.begin() + static_cast<std::ptrdiff_t>(worst.size() / 2), worst.end());
    state.counters["worst_ms"] = worst[worst.size() / 2];
    if (desk.lookup.results()->rowCount() != 0)
        state.SkipWithError("the query is not forgotten");
}
BENCHMARK(lookupKeys)->Unit(benchmark::kMillisecond);

} // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
// A sync of 100,000 secrets that were read before, over TLS on loopback: nothing changed, or ten did. Beside it the
// same pages fetched by the same client and parsed, and nothing else done with them.
#include "core/session/session.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/bench/inturn.h"
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/sampledata.h"

#include <QCoroTask>
#include <QUrlQuery>

using namespace coffret;
using coffret::test::PassboltStage;
using coffret::test::timeInTurn;

namespace {

constexpr int Count = 100'000;
constexpr int PageSize = 500; // as the client asks for
constexpr int Changed = 10;
const QByteArray Modified = "\"modified\":\"";
const QByteArray Name = "\"name\":\"";
const QByteArray Then = "2026-01-01T00:00:00+00:00"; // as long as every time in the list

class BigAccount
{
public:
    BigAccount() : m_pages(fakes::passboltPagesOf(Count, PageSize))
    {
        const QByteArray header =
            R"("header":{"status":"success","pagination":{"count":)" + QByteArray::number(Count) + "}}";
        for (QByteArray &page : m_pages) {
            page.replace(R"("header":{})", header);
            for (qsizetype at = 0; (at = page.indexOf(Modified, at)) >= 0; at += Modified.size())
                page.replace(at + Modified.size(), Then.size(), Then);
        }
        for (const char *path : {"/resources.json", Open})
            m_stage.server.answer(
                path, [this](const test::SeenRequest &request, QSslSocket &socket) { sayPage(request, socket); });
        m_session = std::make_unique<Session>(m_stage.account, std::move(m_stage.vault), *m_stage.engine,
                                              m_stage.workers, m_stage.clock);
        if (!QCoro::waitFor(m_session->open()) || m_session->catalog()->size() != Count)
            qFatal("not everything was read");
    }

    /// Whether a sync brought something new just where there is something.
    [[nodiscard]] bool sync(bool isNews)
    {
        m_stage.server.forget();
        const auto before = m_session->catalog();
        return QCoro::waitFor(m_session->refresh()).has_value() && m_session->catalog()->size() == Count &&
               (m_session->catalog() != before) == isNews;
    }

    /// The pages that a sync asked for, without anything that is made of them.
    [[nodiscard]] bool fetchAndParse()
    {
        m_stage.server.forget();
        HttpClient client(*tlsPolicyFor(m_stage.account));
        const QHash<QString, QString> slugs = builtInPassboltSlugs();
        std::size_t rows = 0;
        for (std::size_t page = 1; page <= m_pages.size(); ++page) {
            HttpRequest request;
            request.url =
                QUrl(m_stage.account.server.toString() + QLatin1String(Open) + QStringLiteral("?page=%1").arg(page));
            const Expected<HttpResponse> response = QCoro::waitFor(client.send(std::move(request)));
            std::function<Expected<PassboltResourcePage>()> job = [&] { return parseResources(response->body, slugs); };
            const auto read = response ? QCoro::waitFor(m_stage.workers.run(std::move(job))) : failure(response);
            rows += read ? read->resources.size() : 0;
        }
        return rows == Count;
    }

    /// Ten have another name, and are the first in the list, which is by the time of the last change.
    void change()
    {
        ++m_changes;
        const QByteArray now = "2026-11-22T" + QByteArray::number(10 + m_changes % 10) + ":00:00+00:00";
        QByteArray &page = m_pages.front();
        qsizetype at = 0;
        for (int i = 0; i < Changed; ++i) {
            at = page.indexOf(Modified, at) + Modified.size();
            page.replace(at, now.size(), now);
            page.insert(page.indexOf(Name, at) + Name.size(), static_cast<char>('a' + m_changes % 26));
        }
    }

private:
    static constexpr const char *Open = "/pages.json"; ///< the same for anybody

    void sayPage(const test::SeenRequest &request, QSslSocket &socket) const
    {
        const QUrlQuery query(QUrl(QString::fromLatin1(request.target)));
        const int page = query.queryItemValue(QStringLiteral("page")).toInt();
        const QByteArray &body = m_pages.at(static_cast<std::size_t>(page - 1));
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    std::vector<QByteArray> m_pages;
    PassboltStage m_stage;
    std::unique_ptr<Session> m_session;
    int m_changes = 0;
};

void resync(benchmark::State &state, bool changes)
{
    BigAccount account;
    timeInTurn(
        state,
        [&account, changes] {
            if (changes)
                account.change();
        },
        [&account, changes] { return account.sync(changes); }, [&account] { return account.fetchAndParse(); });
}
BENCHMARK_CAPTURE(resync, nothing, false)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(resync, ten, true)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

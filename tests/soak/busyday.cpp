// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/busyday.h"

#include "tests/support/fakefacets.h"

#include <QTest>

#include <array>

namespace coffret::test {

using namespace fakes;
using Call = FakeServer::Call;

namespace {

constexpr int ChangesAMinute = 1'000;
constexpr int EveryTenth = 10;
constexpr std::array Words{"git", "router", "postgres", "бэк", "東京", "vpn prod", "type:login mail", "xyzzy"};

Error faultOf(int number)
{
    constexpr std::array Kinds{ErrorKind::Unreachable,      ErrorKind::TimedOut,  ErrorKind::ServerFault,
                               ErrorKind::NotAuthenticated, ErrorKind::Malformed, ErrorKind::RateLimited};
    Error error{Kinds[static_cast<std::size_t>(number) % Kinds.size()], QStringLiteral("made up"), 0};
    if (error.kind == ErrorKind::RateLimited)
        error.retryAfter = std::chrono::seconds(1);
    return error;
}

} // namespace

BusyDay::BusyDay(int seconds, quint32 seed) : m_random(seed)
{
    addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    SampleIndex index = sampleIndex(Secrets);
    server().collections = std::move(index.collections);
    server().secrets = std::move(index.secrets);
    server().pageSize = 2'000;
    const QByteArray message = FakeOpenPgp::sealed("password=" + Password, AdasKey);
    for (const SecretSummary &secret : server().secrets)
        server().setMessage(secret.id, message, {AdasKey});
    server().addFacets().writing.signer = AdasKey;
    session().keepOutbox(std::make_unique<Outbox>(waiting, openPgp, session().account(), clock));
    m_colleagues.setInterval(std::chrono::milliseconds(std::chrono::minutes(1)) / ChangesAMinute);
    m_user.setInterval(std::chrono::milliseconds(seconds * 1'000 / Actions));
    QObject::connect(&m_colleagues, &QTimer::timeout, &m_colleagues, [this] { changeElsewhere(); });
    QObject::connect(&m_user, &QTimer::timeout, &m_user, [this] { act(); });
}

bool BusyDay::begin()
{
    return openAll() && session().catalog()->size() == Secrets;
}

void BusyDay::pass()
{
    m_colleagues.start();
    m_user.start();
    while (m_done < Actions)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    m_user.stop();
    m_colleagues.stop();
}

/// As many come as go.
void BusyDay::changeElsewhere()
{
    auto &secrets = server().secrets;
    const auto place = static_cast<std::size_t>(Mine + upTo(static_cast<int>(secrets.size()) - Mine - 1));
    SecretSummary &secret = secrets[place];
    clock.advance(std::chrono::milliseconds(60));
    if (upTo(9) > 0) {
        secret.name = QStringLiteral("changed elsewhere %1").arg(upTo(999'999));
        secret.modified = clock.now();
        return;
    }
    SecretSummary other = secret;
    other.id = QStringLiteral("n%1").arg(m_random());
    other.created = other.modified = clock.now();
    server().setMessage(other.id, FakeOpenPgp::sealed("password=" + Password, AdasKey), {AdasKey});
    secrets.erase(secrets.begin() + static_cast<std::ptrdiff_t>(place));
    secrets.push_back(std::move(other));
}

void BusyDay::act()
{
    if (++m_done > Actions)
        return;
    if (upTo(EveryTenth - 1) == 0)
        fail();
    switch (upTo(9)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return search();
    case 4:
    case 5:
        return look();
    case 6:
    case 7:
        return write();
    case 8:
        return star();
    default:
        return sync();
    }
}

void BusyDay::fail()
{
    constexpr std::array Calls{Call::SignIn, Call::FetchIndex, Call::FetchPayload, Call::Write};
    server().failNext(Calls[static_cast<std::size_t>(upTo(3))], faultOf(upTo(5)));
}

/// One key more, or the next word.
void BusyDay::search()
{
    const QString word = QString::fromUtf8(Words[static_cast<std::size_t>(upTo(Words.size() - 1))]);
    const QString typed = browse.searchText();
    browse.setSearchText(word.startsWith(typed) && typed.size() < word.size() ? word.left(typed.size() + 1)
                                                                              : word.left(1));
}

void BusyDay::look()
{
    browse.selectSecret(idOf(upTo(Secrets - 1)));
    if (!browse.detail()->hasSecret())
        return;
    if (upTo(1) == 0)
        browse.detail()->revealPrimary();
    else
        browse.detail()->copyPrimary();
}

/// What the form does: a save that cannot reach the server waits.
void BusyDay::write()
{
    const QString id = mine();
    ++m_underWay;
    QCoro::connect(session().edit(id), &m_user, [this, id](Expected<Session::Edit> edit) {
        if (!edit) {
            --m_underWay;
            ++m_outcomes[QStringLiteral("not opened")];
            return;
        }
        auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
        draft->name = QStringLiteral("written here %1").arg(++m_written);
        QCoro::connect(session().save(draft, {}), &m_user, [this, id, draft](const Expected<QString> &saved) {
            --m_underWay;
            note(id, draft->name, saved, draft);
        });
    });
}

void BusyDay::note(const QString &secretId, const QString &name, const Expected<QString> &saved,
                   std::shared_ptr<SecretDraft> draft)
{
    if (saved) {
        m_expected[secretId] = name;
        ++m_outcomes[QStringLiteral("saved")];
    } else if (session().canPostpone(saved.error())) {
        const auto changes = session().waiting();
        const bool isWaiting = std::any_of(changes.begin(), changes.end(), [&secretId](const WaitingChange &change) {
            return change.secretId == secretId;
        });
        if (isWaiting) // the user would see that, and go on with the one that waits
            return;
        ++m_underWay;
        QCoro::connect(session().postpone(draft, {clock.now(), {name}}), &m_user,
                       [this, secretId, name](const Expected<void> &kept) {
                           --m_underWay;
                           ++m_outcomes[kept ? QStringLiteral("waits") : QStringLiteral("not kept")];
                           if (kept)
                               m_expected[secretId] = name;
                       });
    } else {
        ++m_outcomes[QStringLiteral("refused")];
    }
}

void BusyDay::star()
{
    browse.selectSecret(mine());
    if (browse.detail()->hasSecret())
        browse.actions()->toggleFavourite();
}

void BusyDay::sync()
{
    clock.advance(std::chrono::minutes(2));
    if (upTo(1) == 0)
        app.syncAll();
    else
        session().wake(SyncSchedule::Reason::Window);
}

bool BusyDay::comeToRest()
{
    server().failNoMore();
    const auto isIdle = [this] { return m_underWay == 0 && session().sendingId().isEmpty(); };
    for (int i = 0; i < 5; ++i) {
        clock.advance(std::chrono::hours(1));
        browse.setSearchText({});
        app.syncAll();
        if (!QTest::qWaitFor([&] { return isIdle() && session().contact() == Session::Contact::Online; }, 60'000))
            continue;
        const auto changes = session().waiting();
        const bool isAllDone = std::all_of(changes.begin(), changes.end(), [](const WaitingChange &change) {
            return change.state == WaitingChange::State::Refused;
        });
        if (isAllDone && i > 0 && staleRows().isEmpty())
            return true;
    }
    return false;
}

QStringList BusyDay::lostEdits() const
{
    QStringList lost;
    const auto &secrets = servers.at(QStringLiteral("acme"))->secrets;
    for (const auto &[id, name] : m_expected) {
        const auto there = std::find_if(secrets.begin(), secrets.end(),
                                        [id = id](const SecretSummary &secret) { return secret.id == id; });
        const QString actual = there == secrets.end() ? QString() : there->name;
        const auto changes = sessions.find(QStringLiteral("acme"))->waiting();
        const bool isWaiting = std::any_of(changes.begin(), changes.end(), [name = name](const WaitingChange &change) {
            return change.name == name; // refused: the user sees it, and decides
        });
        if (actual != name && !isWaiting)
            lost.append(QStringLiteral("%1 is %2, not %3").arg(id, actual, name));
    }
    return lost;
}

QStringList BusyDay::staleRows() const
{
    QStringList stale;
    const auto catalog = sessions.find(QStringLiteral("acme"))->catalog();
    const auto &secrets = servers.at(QStringLiteral("acme"))->secrets;
    if (catalog->size() != secrets.size())
        stale.append(QStringLiteral("%1 rows for %2 secrets").arg(catalog->size()).arg(secrets.size()));
    for (const SecretSummary &secret : secrets) {
        const Catalog::Row row = catalog->rowOf(secret.id);
        if (row == Catalog::NoRow || catalog->name(row) != secret.name || catalog->markers(row) != secret.markers)
            stale.append(secret.id);
        if (stale.size() > 10)
            break;
    }
    return stale;
}

} // namespace coffret::test

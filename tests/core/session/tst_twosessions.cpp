// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/outboxbench.h"

#include <array>
#include <random>

using namespace coffret;
using namespace coffret::fakes;
using test::OutboxBench;
using State = WaitingChange::State;

namespace {

/// Everything of a catalog that a user sees, a line for each row.
QStringList contentOf(const Catalog &catalog)
{
    QStringList lines;
    for (const Collection &collection : catalog.collections())
        lines.append(QStringLiteral("folder %1 %2 in %3").arg(collection.id, collection.name, collection.parentId));
    for (Catalog::Row row = 0; row < catalog.size(); ++row) {
        const SecretSummary secret = catalog.summary(row);
        lines.append(
            QStringLiteral("%1 %2 %3 in %4, tags %5, markers %6, changed %7")
                .arg(secret.id, secret.name, secret.username, secret.collectionId, secret.tags.join(QLatin1Char(',')))
                .arg(secret.markers.toInt())
                .arg(catalog.modifiedMs(row)));
    }
    return lines;
}

/// What differs, at most a few lines of it.
QString difference(const QStringList &actual, const QStringList &expected)
{
    QStringList lines;
    for (const QString &line : actual) {
        if (!expected.contains(line))
            lines.append(QStringLiteral("+ ") + line);
    }
    for (const QString &line : expected) {
        if (!actual.contains(line))
            lines.append(QStringLiteral("- ") + line);
    }
    return lines.mid(0, 6).join(QLatin1Char('\n'));
}

/// Two programs of one user at one server, which do what chance says, one after the other: the server is away at times,
/// answers get lost, and each program is locked and unlocked.
class TwoDesks
{
public:
    explicit TwoDesks(quint32 seed) : m_random(seed)
    {
        m_second.server = m_first.server;
        m_second.start();
        m_first.writing().signer = AdasKey;
        m_first.writing().moves = true;
        for (const SecretSummary &secret : server().secrets)
            server().setMessage(secret.id, test::PacketOpenPgp::sealed("password=first", AdasKey), {AdasKey});
    }
    [[nodiscard]] bool begin() { return m_first.open() && m_second.open(); }
    void step();
    /// Nobody writes any more, and the server answers. False when what waits is not sent.
    [[nodiscard]] bool comeToRest();
    /// In words, empty when all is well.
    [[nodiscard]] QString problem() const;

private:
    void write(OutboxBench &desk);
    void create(OutboxBench &desk);
    void mark(OutboxBench &desk);
    void move(OutboxBench &desk);
    void remove(OutboxBench &desk);
    void lock(OutboxBench &desk);
    void save(OutboxBench &desk, const std::shared_ptr<SecretDraft> &draft);
    void lookAtServer();
    [[nodiscard]] static bool isAtRest(const OutboxBench &desk);
    [[nodiscard]] QString staleRows(const OutboxBench &desk) const;
    [[nodiscard]] FakeServer &server() const { return *m_first.server; }
    [[nodiscard]] int upTo(int most) { return std::uniform_int_distribution(0, most)(m_random); }
    /// Few, so that both often mean the same.
    [[nodiscard]] QString someSecret() { return QStringLiteral("s%1").arg(upTo(5), 6, 10, QLatin1Char('0')); }
    [[nodiscard]] QString nextName() { return QStringLiteral("name %1").arg(++m_names); }

    std::mt19937 m_random;
    OutboxBench m_first;
    OutboxBench m_second;
    int m_names = 0;
    QStringList m_told;  ///< names that a user was told are saved, or wait
    QStringList m_made;  ///< of these, the new ones
    QSet<QString> m_had; ///< names that the server has had
};

void TwoDesks::step()
{
    OutboxBench &desk = upTo(1) == 0 ? m_first : m_second;
    if (upTo(3) == 0) {
        constexpr std::array Faults{ErrorKind::Unreachable, ErrorKind::TimedOut, ErrorKind::ServerFault};
        server().away = server().away ? std::nullopt : std::optional(Faults[static_cast<std::size_t>(upTo(2))]);
    }
    m_first.writing().losesAnswers = upTo(4) == 0;
    switch (upTo(7)) {
    case 0:
    case 1:
        write(desk);
        break;
    case 2:
        create(desk);
        break;
    case 3:
        mark(desk);
        break;
    case 4:
        upTo(3) == 0 ? remove(desk) : move(desk);
        break;
    case 5:
        lock(desk);
        break;
    default:
        desk.sync();
    }
    lookAtServer();
}

/// What the form does: a save that cannot reach the server waits.
void TwoDesks::save(OutboxBench &desk, const std::shared_ptr<SecretDraft> &draft)
{
    const Expected<void> kept = desk.saveOrPostpone(draft);
    lookAtServer();
    if (!kept)
        return;
    m_told.append(draft->name);
    if (draft->id.isEmpty())
        m_made.append(draft->name);
}

void TwoDesks::write(OutboxBench &desk)
{
    const QString id = someSecret();
    const auto waiting = desk.session->waiting();
    if (std::any_of(waiting.begin(), waiting.end(), [&id](const WaitingChange &one) { return one.secretId == id; }))
        return; // the user sees that it waits
    Expected<Session::Edit> edit = QCoro::waitFor(desk.session->edit(id));
    if (!edit)
        return;
    auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
    draft->name = nextName();
    save(desk, draft);
}

void TwoDesks::create(OutboxBench &desk)
{
    save(desk, OutboxBench::newLogin(nextName()));
}

void TwoDesks::mark(OutboxBench &desk)
{
    if (upTo(1) == 0)
        QCoro::waitFor(desk.session->setFavourite(someSecret(), upTo(1) == 0));
    else
        QCoro::waitFor(desk.session->setTags(someSecret(), {QStringLiteral("tag %1").arg(upTo(9))}));
}

void TwoDesks::move(OutboxBench &desk)
{
    const auto &places = server().collections;
    QCoro::waitFor(desk.session->move(someSecret(), places[static_cast<std::size_t>(upTo(2))].id));
}

void TwoDesks::remove(OutboxBench &desk)
{
    QCoro::waitFor(desk.session->remove(someSecret()));
}

void TwoDesks::lock(OutboxBench &desk)
{
    if (upTo(1) == 0)
        desk.restart();
    else
        desk.close();
    desk.open();
}

void TwoDesks::lookAtServer()
{
    for (const SecretSummary &secret : server().secrets)
        m_had.insert(secret.name);
}

bool TwoDesks::isAtRest(const OutboxBench &desk)
{
    const auto waiting = desk.session->waiting();
    return desk.session->contact() == Session::Contact::Online && desk.session->sendingId().isEmpty() &&
           std::all_of(waiting.begin(), waiting.end(), [](const auto &one) { return one.state == State::Refused; });
}

bool TwoDesks::comeToRest()
{
    server().away.reset();
    m_first.writing().losesAnswers = false;
    for (int i = 0; i < 3; ++i) {
        for (OutboxBench *const desk : {&m_first, &m_second}) {
            desk->clock.advance(1h);
            if (!desk->sync() || !QTest::qWaitFor([desk] { return isAtRest(*desk); }))
                return false;
            lookAtServer();
        }
    }
    return true;
}

QString TwoDesks::staleRows(const OutboxBench &desk) const
{
    const auto expected = Catalog::build(server().collections, server().secrets);
    return difference(contentOf(*desk.session->catalog()), contentOf(*expected));
}

QString TwoDesks::problem() const
{
    for (const OutboxBench *const desk : {&m_first, &m_second}) {
        if (const QString stale = staleRows(*desk); !stale.isEmpty())
            return stale;
    }
    const auto isWaiting = [this](const QString &name) {
        const auto ofFirst = m_first.session->waiting();
        const auto ofSecond = m_second.session->waiting();
        const auto isIt = [&name](const WaitingChange &one) { return one.name == name; };
        return std::any_of(ofFirst.begin(), ofFirst.end(), isIt) || std::any_of(ofSecond.begin(), ofSecond.end(), isIt);
    };
    for (const QString &name : m_told) {
        if (!m_had.contains(name) && !isWaiting(name))
            return QStringLiteral("%1 is lost").arg(name);
    }
    for (const QString &name : m_made) {
        const auto copies = std::count_if(server().secrets.begin(), server().secrets.end(),
                                          [&name](const SecretSummary &secret) { return secret.name == name; });
        if (copies > 1)
            return QStringLiteral("%1 is there %2 times").arg(name).arg(copies);
    }
    return {};
}

} // namespace

/// Two programs at one account.
class TestTwoSessions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothShowWhatTheServerHas_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 16; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void bothShowWhatTheServerHas()
    {
        QFETCH(const quint32, seed);
        TwoDesks desks(seed);
        QVERIFY(desks.begin());
        for (int i = 0; i < 60; ++i)
            desks.step();
        QVERIFY(desks.comeToRest());
        QCOMPARE(desks.problem(), QString());
    }
};

QTEST_GUILESS_MAIN(TestTwoSessions)
#include "tst_twosessions.moc"

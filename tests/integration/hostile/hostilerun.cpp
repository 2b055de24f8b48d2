// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/hostile/hostilerun.h"

#include <QFile>
#include <QUrl>

#include <algorithm>
#include <array>

namespace coffret::test {
namespace {

constexpr qint64 longestMs = 120'000; // of any call, on a machine that has other things to do
constexpr int PlacesAtOnce = 4;
constexpr int MembersAtOnce = 3;   // every third one, where there is less time
constexpr qsizetype idLength = 16; // a segment of a path that is as long is an id

struct Said
{
    const char *name;
    QByteArray literal;
    std::optional<QByteArray> shown; ///< what somebody would see where it is taken for a value
    bool often = true;               ///< also where a call takes long
};

/// What a member may be instead. Literals that are no JSON spoil the answer as a whole.
const std::vector<Said> &literals()
{
    static const std::vector<Said> all{
        {"missing", "missing", {}},
        {"twice", "twice", {}},
        {"null", "null", {}},
        {"true", "true", {}, false},
        {"zero", "0", "0", false},
        {"negative", "-9223372036854775808", "-9223372036854775808", false},
        {"too large", "123456789012345678901234567890", {}},
        {"infinite", "1e999", {}, false},
        {"not a number", "NaN", {}},
        {"fraction", "1.5", {}, false},
        {"text", "\"x\"", "x"},
        {"no text", "\"\"", "", false},
        {"list", "[]", {}},
        {"list of null", "[null]", {}, false},
        {"object", "{}", {}},
        {"lone surrogate", "\"a\\ud800b\"", {}},
        {"NUL", "\"a\\u0000b\"", QByteArray("a\0b", 3)},
        {"raw NUL", QByteArray("\"a\0b\"", 5), {}, false},
        {"broken UTF-8", "\"\xC3\x28\"", {}},
        {"open text", "\"", {}, false},
    };
    return all;
}

bool isThorough()
{
    return qEnvironmentVariableIsSet("COFFRET_THOROUGH");
}

/// What a member is replaced with: everything, or, where there is less time, one thing after the other.
std::vector<Said> wordsFor(const HostileCall &call, int member)
{
    std::vector<Said> words;
    for (const Said &said : literals()) {
        if (!call.dear || said.often)
            words.push_back(said);
    }
    return isThorough() ? words
                        : std::vector<Said>{words[static_cast<std::size_t>(member / MembersAtOnce) % words.size()]};
}

qint64 peakKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

void forgetPeak()
{
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
}

QString shapeOf(const QString &path)
{
    QStringList segments = path.split(QLatin1Char('/'));
    for (QString &segment : segments) {
        if (segment.size() >= idLength)
            segment = QStringLiteral("*");
    }
    return segments.join(QLatin1Char('/'));
}

bool isSaid(const QByteArrayList &secrets, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return std::any_of(secrets.begin(), secrets.end(),
                       [&bytes](const QByteArray &secret) { return !secret.isEmpty() && bytes.contains(secret); });
}

} // namespace

HostileRun::HostileRun(demovault::DemoVault &vault) : m_vault(vault)
{
    m_clock.start();
}

std::vector<HostileRun::Fault> HostileRun::wholeFaults() const
{
    std::vector<Fault> faults;
    const auto add = [&faults](const QByteArray &name, const QJsonObject &rule, End end = End::Failure,
                               bool often = true) {
        faults.push_back({name, rule, end, {}, often});
    };
    const QJsonObject elsewhere = m_vault.elsewhere().addresses();
    const QString own = QStringLiteral("https://ada:secret@%1/")
                            .arg(QUrl(m_vault.description()[QLatin1String("control")].toString()).authority());
    const std::pair<const char *, QString> targets[] = {{"another port", elsewhere[QLatin1String("port")].toString()},
                                                        {"another host", elsewhere[QLatin1String("host")].toString()},
                                                        {"no TLS", elsewhere[QLatin1String("http")].toString()},
                                                        {"a name and password", own},
                                                        {"itself", QStringLiteral("again")}};
    for (const auto &[name, target] : targets) {
        for (const int status : {301, 302, 303, 307, 308})
            add(QByteArray(name) + ' ' + QByteArray::number(status),
                {{QStringLiteral("redirect"), target}, {QStringLiteral("redirect_status"), status}}, End::Failure,
                status == 307); // which keeps the method and the body
    }
    add("gone", {{QStringLiteral("gone"), true}});
    add("cut", {{QStringLiteral("truncate"), 1}});
    add("cut at once", {{QStringLiteral("truncate"), 0}});
    add("in drops", {{QStringLiteral("drip"), 1}, {QStringLiteral("drip_bytes"), 400}}, End::Success);
    add("longer than told", {{QStringLiteral("length_off"), -7}});
    add("shorter than told", {{QStringLiteral("length_off"), 1000}});
    add("packed", {{QStringLiteral("gzip"), true}}, End::Either);
    for (const char *type : {"text/html", "application/octet-stream", "application/json; charset=utf-16", "?"})
        add(QByteArray("type ") + type, {{QStringLiteral("content_type"), QLatin1String(type)}}, End::Either, false);
    for (const char *how : {"nul", "utf8", "utf16", "html", "half", "empty", "twice", "deep", "deep_open", "comment"})
        add(how, {{QStringLiteral("garble"), QLatin1String(how)}});
    // A mark of the byte order may be passed over, and what nobody asks for may be nested as deep as it likes.
    for (const char *how : {"bom", "deep_member"})
        add(how, {{QStringLiteral("garble"), QLatin1String(how)}}, End::Either);
    add("wrong types", {{QStringLiteral("wrong_types"), true}}, End::Either);
    for (const char *body : {"null", "true", "0", "[]", "\"text\"", "{}"})
        add(QByteArray("nothing but ") + body,
            {{QStringLiteral("status"), 200}, {QStringLiteral("body"), QLatin1String(body)}}, End::Failure,
            *body == '{');
    for (const int status : {304, 401, 500, 999})
        add("status " + QByteArray::number(status), {{QStringLiteral("status"), status}});
    // The last one: a server may do without some of its lists and steps, and then is not asked again.
    add("status 404", {{QStringLiteral("status"), 404}}, End::Either);
    return faults;
}

QStringList HostileRun::paths(const HostileCall &call, QString &problem)
{
    if (call.before)
        call.before();
    m_vault.http().clearRecords();
    const HostileOutcome outcome = call.make();
    if (outcome.error)
        problem = QStringLiteral("%1 fails by itself: %2 %3")
                      .arg(call.name)
                      .arg(static_cast<int>(outcome.error->kind))
                      .arg(outcome.error->detail);
    m_genuine = outcome.values;
    QStringList found;
    for (const demovault::HttpServer::Record &record : m_vault.http().records()) {
        const QString request = QString::fromLatin1(record.method) + QLatin1Char(' ') + shapeOf(record.path);
        if (!found.contains(request))
            found.append(request);
    }
    if (problem.isEmpty() && found.isEmpty())
        problem = call.name + QStringLiteral(" asks for nothing");
    return problem.isEmpty() ? found : QStringList();
}

QString HostileRun::forEachPlace(const std::function<QString(const Place &)> &visit)
{
    m_kinds.clear();
    QStringList problems; // one of each answer at most
    for (const HostileCall &call : m_calls) {
        QString problem;
        const QStringList requests = paths(call, problem);
        if (!problem.isEmpty())
            problems.append(problem);
        for (const QString &request : requests) {
            if (call.dear && m_kinds.contains(request))
                continue;
            m_kinds.insert(request);
            if (m_renewal)
                m_renewal();
            problem = visit({call, request});
            if (problem.isEmpty() && m_longRecovery)
                problem = m_longRecovery();
            if (!problem.isEmpty())
                problems.append(problem);
        }
    }
    for (const QString &problem : std::as_const(problems)) // the message of a test is cut off
        qWarning("%s", qPrintable(problem));
    return problems.join(QLatin1Char('\n'));
}

QString HostileRun::inflict(const Place &place, const Fault &fault)
{
    if (place.call.before)
        place.call.before();
    QJsonObject rule = fault.rule;
    rule[QLatin1String("method")] = place.request.section(QLatin1Char(' '), 0, 0);
    rule[QLatin1String("path")] = place.request.section(QLatin1Char(' '), 1);
    rule[QLatin1String("exact")] = true;
    m_vault.http().clearRecords();
    m_vault.setFaults({{QStringLiteral("rules"), QJsonArray{rule}}});
    QElapsedTimer clock;
    clock.start();
    const HostileOutcome outcome = place.call.make();
    const qint64 took = clock.elapsed();
    m_hasBitten = hasBitten();
    m_vault.setFaults({});
    ++m_made;
    if (m_hasBitten)
        ++m_faults;
    if (outcome.error)
        ++m_refused;
    QString problem = judged(place, fault, outcome, took);
    if (problem.isEmpty() && m_hasBitten)
        problem = m_recovery();
    const QString what =
        QStringLiteral("%1, %2, %3").arg(place.call.name, place.request, QString::fromUtf8(fault.name));
    noteTime(clock.elapsed(), what);
    return problem.isEmpty() ? QString() : what + QStringLiteral(": ") + problem;
}

void HostileRun::noteTime(qint64 took, const QString &what)
{
    if (took < m_longest)
        return;
    m_longest = took;
    m_slowest = what;
}

bool HostileRun::hasBitten() const
{
    const auto &records = m_vault.http().records();
    return std::any_of(records.begin(), records.end(), [](const auto &record) { return record.faulty; });
}

bool HostileRun::isAmong(const QStringList &requests, const Place &place, const Fault &fault)
{
    const QString ofCall = place.call.name + QStringLiteral(": ") + place.request;
    return requests.contains(place.request) || requests.contains(ofCall) ||
           requests.contains(ofCall + QStringLiteral(", ") + QString::fromUtf8(fault.name));
}

QString HostileRun::asked() const
{
    QStringList requests;
    for (const demovault::HttpServer::Record &record : m_vault.http().records())
        requests.append(QStringLiteral("%1 %2 %3%4")
                            .arg(QString::fromLatin1(record.method), record.path)
                            .arg(record.status)
                            .arg(record.faulty ? QStringLiteral("!") : QString()));
    return requests.join(QStringLiteral(", "));
}

QString HostileRun::judged(const Place &place, const Fault &fault, const HostileOutcome &outcome, qint64 took)
{
    m_elsewhere += m_vault.elsewhere().visits().size();
    m_vault.elsewhere().clear();
    if (m_elsewhere > 0)
        return QStringLiteral("others were asked");
    // No fault is a silence: a client that waits until its patience is over waits for something that has come.
    if (took > longestMs || (outcome.error && outcome.error->kind == ErrorKind::TimedOut))
        return QStringLiteral("took %1 ms").arg(took);
    if (outcome.error && isSaid(m_secrets, outcome.error->detail))
        return QStringLiteral("the error repeats a secret");
    if (outcome.error && !outcome.values.isEmpty())
        return QStringLiteral("an error and a value");
    // Of an answer that is not read its status is, and whether it is a web page.
    const bool isSeen = fault.rule.contains(QLatin1String("redirect")) || fault.rule.contains(QLatin1String("gone")) ||
                        fault.name == "html";
    const bool isRead = !isAmong(m_unread, place, fault) || isSeen;
    if (fault.end == End::Failure && m_hasBitten && isRead && !isAmong(m_optional, place, fault) && !outcome.error)
        return QStringLiteral("was taken (%1)").arg(asked());
    if (fault.end == End::Success && outcome.error)
        return QStringLiteral("failed: %1 %2").arg(static_cast<int>(outcome.error->kind)).arg(outcome.error->detail);
    return judgedValues(fault, outcome);
}

QString HostileRun::judgedValues(const Fault &fault, const HostileOutcome &outcome) const
{
    for (const QByteArray &value : outcome.values) {
        if (!value.isEmpty() && !m_genuine.contains(value) && fault.shown != value)
            return QStringLiteral("shows \"%1\"").arg(QString::fromUtf8(value.left(80)));
    }
    return {};
}

QString HostileRun::runWhole()
{
    const std::vector<Fault> faults = wholeFaults();
    int turn = 0; // where there is less time, each other fault in turn
    return forEachPlace([&](const Place &place) {
        int number = ++turn;
        for (const Fault &fault : faults) {
            if ((place.call.dear || !isThorough()) && !fault.often)
                continue;
            if (!isThorough() && ++number % 2 == 0)
                continue;
            QString problem = inflict(place, fault);
            if (problem.isEmpty() && !m_hasBitten && m_renewal) { // a step that counts as missing by now
                m_renewal();
                problem = inflict(place, fault);
            }
            if (!problem.isEmpty())
                return problem;
            if (!m_hasBitten && fault.end != End::Either) // in nothing there is nothing of a wrong type
                return QStringLiteral("%1, %2: %3 was never felt")
                    .arg(place.call.name, place.request, QString::fromUtf8(fault.name));
        }
        return QString();
    });
}

QString HostileRun::runMembers()
{
    QSet<QString> done;
    return forEachPlace([&](const Place &place) {
        // An answer that several kinds of call read is walked through with the first of them, and with each other one
        // that shows a value.
        if (done.contains(place.request) && m_genuine.isEmpty())
            return QString();
        done.insert(place.request);
        for (int member = 0;; member += isThorough() ? 1 : MembersAtOnce) {
            bool isThere = false;
            for (const Said &said : wordsFor(place.call, member)) {
                const QJsonObject rule{{QStringLiteral("member"), member},
                                       {QStringLiteral("with"), QString::fromLatin1(said.literal)}};
                const QByteArray name = "member " + QByteArray::number(member) + ' ' + said.name;
                if (const QString problem = inflict(place, {name, rule, End::Either, said.shown}); !problem.isEmpty())
                    return problem;
                if (!m_hasBitten)
                    break;
                isThere = true;
            }
            if (!isThere)
                return QString();
        }
    });
}

QString HostileRun::runHuge()
{
    constexpr double million = 1e6;
    const Fault huge{"50 MB", {{QStringLiteral("padding"), 50 * million}}};
    const Fault bomb{"1.2 GB packed", {{QStringLiteral("padding"), 1200 * million}, {QStringLiteral("gzip"), true}}};
    QSet<QString> done;
    return forEachPlace([&](const Place &place) {
        if (done.contains(place.request))
            return QString();
        done.insert(place.request);
        if (!isThorough() && done.size() % PlacesAtOnce != 1)
            return QString();
        for (const Fault &fault : {huge, bomb}) {
            if (const QString problem = inflictMeasured(place, fault); !problem.isEmpty())
                return problem;
        }
        return QString();
    });
}

QString HostileRun::runDense()
{
    QString problem;
    const QStringList requests = paths(m_calls.front(), problem);
    if (!problem.isEmpty())
        return problem;
    m_peakGrowth = 0;
    const Fault dense{"20 MB of numbers", {{QStringLiteral("garble"), QStringLiteral("dense")}}, End::Either};
    return inflictMeasured({m_calls.front(), requests.last()}, dense);
}

QString HostileRun::inflictMeasured(const Place &place, const Fault &fault)
{
    forgetPeak();
    const qint64 before = peakKiB();
    if (const QString problem = inflict(place, fault); !problem.isEmpty())
        return problem;
    if (!m_hasBitten)
        return place.request + QStringLiteral(" was never as large");
    m_peakGrowth = std::max(m_peakGrowth, (peakKiB() - before) / 1024);
    return {};
}

QString HostileRun::summary() const
{
    return QStringLiteral("faults injected: %1, calls: %2, refused: %3, kinds of request: %4, "
                          "requests seen by others: %5, peak growth: %6 MiB, seconds: %7, longest: %8 ms (%9)")
        .arg(m_faults)
        .arg(m_made)
        .arg(m_refused)
        .arg(m_kinds.size())
        .arg(m_elsewhere)
        .arg(m_peakGrowth)
        .arg(m_clock.elapsed() / 1000)
        .arg(m_longest)
        .arg(m_slowest);
}

} // namespace coffret::test

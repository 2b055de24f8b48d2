// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/searchonbus.h"

#include "ui/viewmodels/desktopsearch.h"

#include <QDBusConnection>
#include <QDBusMetaType>

namespace coffret {

namespace {

// packaging/ names them, too
const QString Service = QStringLiteral("org.coffret.Coffret.Search");
const QString GnomePath = QStringLiteral("/org/coffret/Coffret/GnomeSearch");
const QString RunnerPath = QStringLiteral("/org/coffret/Coffret/RunnerSearch");
const QString IconName = QStringLiteral("org.coffret.Coffret");

constexpr int PossibleMatch = 30;   // Plasma::QueryMatch
constexpr qsizetype MostAsked = 50; // names at a time; nothing shows more

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const RunnerMatch &match)
{
    argument.beginStructure();
    argument << match.token << match.name << IconName << PossibleMatch << match.relevance << QVariantMap();
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, RunnerMatch &match)
{
    QString icon;
    int type = 0;
    QVariantMap more;
    argument.beginStructure();
    argument >> match.token >> match.name >> icon >> type >> match.relevance >> more;
    argument.endStructure();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const RunnerAction &action)
{
    argument.beginStructure();
    argument << action.id << action.text << action.icon;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, RunnerAction &action)
{
    argument.beginStructure();
    argument >> action.id >> action.text >> action.icon;
    argument.endStructure();
    return argument;
}

QStringList GnomeSearch::GetInitialResultSet(const QStringList &terms)
{
    QStringList tokens;
    for (const DesktopSearch::Hit &hit : m_search.find(DesktopSearch::joined(terms)))
        tokens.append(hit.token);
    return tokens;
}

/// One more letter: the whole is looked through as quickly as the rest of it.
QStringList GnomeSearch::GetSubsearchResultSet(const QStringList &, const QStringList &terms)
{
    return GetInitialResultSet(terms);
}

QList<QVariantMap> GnomeSearch::GetResultMetas(const QStringList &identifiers)
{
    QList<QVariantMap> metas;
    for (const QString &token : identifiers.mid(0, MostAsked)) {
        if (const QString name = m_search.nameOf(token); !name.isEmpty())
            metas.append(
                {{QStringLiteral("id"), token}, {QStringLiteral("name"), name}, {QStringLiteral("gicon"), IconName}});
    }
    return metas;
}

void GnomeSearch::ActivateResult(const QString &identifier, const QStringList &, uint)
{
    m_search.choose(identifier);
}

void GnomeSearch::LaunchSearch(const QStringList &terms, uint)
{
    m_search.showAll(DesktopSearch::joined(terms));
}

QList<RunnerAction> RunnerSearch::Actions()
{
    return {};
}

QList<RunnerMatch> RunnerSearch::Match(const QString &query)
{
    QList<RunnerMatch> matches;
    double relevance = 1;
    for (const DesktopSearch::Hit &hit : m_search.find(query)) {
        matches.append({hit.token, hit.name, relevance});
        relevance *= 0.9; // KRunner sorts by it
    }
    return matches;
}

void RunnerSearch::Run(const QString &matchId, const QString &)
{
    m_search.choose(matchId);
}

SearchOnBus::SearchOnBus(DesktopSearch &search, QObject *parent)
    : QObject(parent), m_search(search), m_gnome(search), m_runner(search)
{
    qDBusRegisterMetaType<QList<QVariantMap>>();
    qDBusRegisterMetaType<RunnerMatch>();
    qDBusRegisterMetaType<QList<RunnerMatch>>();
    qDBusRegisterMetaType<RunnerAction>();
    qDBusRegisterMetaType<QList<RunnerAction>>();
    connect(&m_search, &DesktopSearch::wantedChanged, this, &SearchOnBus::follow);
    follow();
}

SearchOnBus::~SearchOnBus()
{
    leave();
}

void SearchOnBus::follow()
{
    if (!m_search.isWanted())
        return leave();
    QDBusConnection bus = QDBusConnection::sessionBus();
    m_isThere = true;
    bus.registerObject(GnomePath, &m_gnome, QDBusConnection::ExportAllSlots);
    bus.registerObject(RunnerPath, &m_runner, QDBusConnection::ExportAllSlots);
    bus.registerService(Service); // fails where another run of the program has it
}

void SearchOnBus::leave()
{
    if (!m_isThere)
        return;
    m_isThere = false;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.unregisterService(Service);
    bus.unregisterObject(GnomePath);
    bus.unregisterObject(RunnerPath);
}

} // namespace coffret

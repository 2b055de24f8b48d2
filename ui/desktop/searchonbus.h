// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace coffret {

class DesktopSearch;

/// One line of KRunner.
struct RunnerMatch
{
    QString token;
    QString name;
    double relevance = 0; ///< 0 to 1
};

/// One thing that KRunner could do besides; there is none.
struct RunnerAction
{
    QString id;
    QString text;
    QString icon;
};

QDBusArgument &operator<<(QDBusArgument &argument, const RunnerMatch &match);
const QDBusArgument &operator>>(const QDBusArgument &argument, RunnerMatch &match);
QDBusArgument &operator<<(QDBusArgument &argument, const RunnerAction &action);
const QDBusArgument &operator>>(const QDBusArgument &argument, RunnerAction &action);

/// GNOME Shell's search: https://developer.gnome.org/documentation/tutorials/search-provider.html
class GnomeSearch : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.Shell.SearchProvider2")
public:
    explicit GnomeSearch(DesktopSearch &search) : m_search(search) {}

public Q_SLOTS:
    QStringList GetInitialResultSet(const QStringList &terms);
    QStringList GetSubsearchResultSet(const QStringList &previous, const QStringList &terms);
    QList<QVariantMap> GetResultMetas(const QStringList &identifiers);
    void ActivateResult(const QString &identifier, const QStringList &terms, uint timestamp);
    void LaunchSearch(const QStringList &terms, uint timestamp);

private:
    DesktopSearch &m_search;
};

/// KRunner: https://develop.kde.org/docs/plasma/krunner/
class RunnerSearch : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.krunner1")
public:
    explicit RunnerSearch(DesktopSearch &search) : m_search(search) {}

public Q_SLOTS:
    QList<coffret::RunnerAction> Actions();
    QList<coffret::RunnerMatch> Match(const QString &query);
    void Run(const QString &matchId, const QString &actionId);

private:
    DesktopSearch &m_search;
};

/// Puts both on the session bus for as long as the search is wanted, under a name of their own that nobody can start
/// the program by. Owned by the composition root, main thread.
class SearchOnBus : public QObject
{
    Q_OBJECT
public:
    explicit SearchOnBus(DesktopSearch &search, QObject *parent = nullptr);
    ~SearchOnBus() override;

private:
    void follow();
    void leave();

    DesktopSearch &m_search;
    GnomeSearch m_gnome;
    RunnerSearch m_runner;
    bool m_isThere = false;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <utility>
#include <vector>

namespace coffret {

class QuickLookupViewModel;

/// Answers the desktop's own search with names, where the user wants that and while nothing is locked. What it hands
/// out in their place says nothing and is void after locking; choosing one shows it in the quick lookup and copies
/// nothing, because any program of the session may pretend to be the desktop. Owned by the composition root, main
/// thread.
class DesktopSearch : public QObject
{
    Q_OBJECT
public:
    static constexpr int MostResults = 8;
    static constexpr qsizetype ShortestText = 2;
    static constexpr qsizetype LongestText = 100; ///< nobody types more
    static constexpr qsizetype MostWords = 16;

    struct Hit
    {
        QString token;
        QString name;
    };

    explicit DesktopSearch(QuickLookupViewModel &lookup, QObject *parent = nullptr);

    void setWanted(bool wanted);
    void setLocked(bool locked);
    [[nodiscard]] bool isWanted() const { return m_wanted; }

    [[nodiscard]] std::vector<Hit> find(const QString &text); ///< the best first
    [[nodiscard]] QString nameOf(const QString &token) const; ///< empty when it is void
    void choose(const QString &token);
    void showAll(const QString &text); ///< in the quick lookup
    /// What words come to; empty where they are too many or too long to be looked for.
    [[nodiscard]] static QString joined(const QStringList &words);

Q_SIGNALS:
    void wantedChanged();

private:
    using Secret = std::pair<QString, QString>; ///< account and id

    [[nodiscard]] bool answers() const { return m_wanted && !m_locked; }
    [[nodiscard]] QString tokenOf(const Secret &secret);
    void forget();

    QuickLookupViewModel &m_lookup;
    QHash<QString, Secret> m_secrets; ///< by token
    QHash<Secret, QString> m_tokens;
    bool m_wanted = false;
    bool m_locked = false;
};

} // namespace coffret

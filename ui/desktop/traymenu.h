// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include <functional>
#include <vector>

namespace coffret {

/// A secret in the tray's menu.
struct TrayEntry
{
    QString name;
    QString accountId;
    QString secretId;
};

/// What the tray's menu offers by name.
struct TrayOffer
{
    std::vector<TrayEntry> recent;
    std::vector<TrayEntry> codes; ///< with a one-time code
};

/// The menu of the tray's icon. Names are in it from when it opens until they are forgotten, and only where they may be
/// seen. Owned by TrayController, main thread.
class TrayMenu : public QObject
{
    Q_OBJECT
public:
    explicit TrayMenu(QObject *parent = nullptr);

    [[nodiscard]] QMenu &menu() { return m_menu; }
    void setOffering(std::function<TrayOffer()> ask) { m_ask = std::move(ask); }
    void setNamed(bool named); ///< off: what was used last is an entry without names, which leads to the quick lookup
    void setLocked(bool locked);
    void forgetNames();                   ///< until it is opened again
    void setLent(const QString &summary); ///< empty: nothing

Q_SIGNALS:
    void quickLookupRequested();
    void openRequested();
    void lockRequested();
    void unlockRequested();
    void syncRequested();
    void returnAllRequested();
    void lentRequested(); ///< to see what is checked out
    void quitRequested();
    void copyRequested(const QString &accountId, const QString &secretId);
    void codeRequested(const QString &accountId, const QString &secretId);

private:
    using Chosen = void (TrayMenu::*)(const QString &, const QString &);

    QAction *add(const QString &text, void (TrayMenu::*chosen)());
    void addLending();
    void offer();
    void put(QMenu &menu, QAction *before, const std::vector<TrayEntry> &entries, Chosen chosen);

    QMenu m_menu;
    QMenu m_codes;
    std::function<TrayOffer()> m_ask;
    std::vector<QAction *> m_named;
    QAction *m_recent = nullptr; ///< heading of the names, or in their place
    QAction *m_afterNames = nullptr;
    QAction *m_lent = nullptr;
    QAction *m_return = nullptr;
    QAction *m_lock = nullptr;
    bool m_showsNames = false;
    bool m_locked = false;
};

} // namespace coffret

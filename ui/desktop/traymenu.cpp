// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/traymenu.h"

#include "core/base/displaytext.h"

#include <QAction>

namespace coffret {

namespace {

constexpr qsizetype LongestName = 40;

/// On one line, and without a letter that becomes a key.
QString menuText(const QString &name)
{
    QString text = visibleText(name.simplified());
    if (text.size() > LongestName)
        text = text.left(LongestName - 1).trimmed() + QChar(0x2026);
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

TrayMenu::TrayMenu(QObject *parent) : QObject(parent)
{
    //: Tray menu.
    add(tr("Quick lookup"), &TrayMenu::quickLookupRequested);
    m_recent = add(QString(), &TrayMenu::quickLookupRequested);
    m_afterNames = m_menu.addMenu(&m_codes);
    //: Tray menu: leads to the names of secrets that have one; choosing a name copies its code.
    m_codes.setTitle(tr("Copy a one-time code"));
    m_menu.addSeparator();
    //: Tray menu: shows the main window.
    add(tr("Open Coffret"), &TrayMenu::openRequested);
    addLending();
    m_lock = m_menu.addAction(QString());
    connect(m_lock, &QAction::triggered, this, [this] {
        if (m_locked)
            Q_EMIT unlockRequested();
        else
            Q_EMIT lockRequested();
    });
    //: Tray menu.
    add(tr("Sync now"), &TrayMenu::syncRequested);
    m_menu.addSeparator();
    //: Tray menu.
    add(tr("Quit"), &TrayMenu::quitRequested);
    connect(&m_menu, &QMenu::aboutToShow, this, &TrayMenu::offer);
    setNamed(false);
    forgetNames();
    setLent({});
    setLocked(false);
}

QAction *TrayMenu::add(const QString &text, void (TrayMenu::*chosen)())
{
    QAction *const action = m_menu.addAction(text);
    connect(action, &QAction::triggered, this, chosen);
    return action;
}

void TrayMenu::addLending()
{
    m_menu.addSeparator();
    m_lent = add(QString(), &TrayMenu::lentRequested);
    //: Tray menu: gives back every secret that is checked out.
    m_return = add(tr("Give everything back"), &TrayMenu::returnAllRequested);
    m_menu.addSeparator();
}

void TrayMenu::setNamed(bool named)
{
    if (m_showsNames != named) // whoever changes another setting takes nothing from an open menu
        forgetNames();
    m_showsNames = named;
    //: Tray menu: heading of the names of what was used last; choosing a name copies its main value.
    const QString heading = tr("Copy again");
    //: Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.
    m_recent->setText(named ? heading : tr("Recent…"));
    m_recent->setEnabled(!named);
}

void TrayMenu::setLocked(bool locked)
{
    m_locked = locked;
    //: Tray menu.
    m_lock->setText(locked ? tr("Unlock") : tr("Lock"));
    if (locked)
        forgetNames();
}

void TrayMenu::setLent(const QString &summary)
{
    m_lent->setText(summary);
    m_lent->setVisible(!summary.isEmpty());
    m_return->setVisible(!summary.isEmpty());
}

/// Asked for each time, and never kept up to date meanwhile: a menu is looked at for a moment.
void TrayMenu::offer()
{
    forgetNames();
    const TrayOffer offer = m_locked || !m_ask ? TrayOffer() : m_ask();
    m_recent->setVisible(!offer.recent.empty());
    if (!m_showsNames)
        return;
    put(m_menu, m_afterNames, offer.recent, &TrayMenu::copyRequested);
    put(m_codes, nullptr, offer.codes, &TrayMenu::codeRequested);
    m_afterNames->setVisible(!offer.codes.empty());
}

void TrayMenu::put(QMenu &menu, QAction *before, const std::vector<TrayEntry> &entries, Chosen chosen)
{
    for (const TrayEntry &entry : entries) {
        auto *const action = new QAction(menuText(entry.name), this);
        connect(action, &QAction::triggered, this, [this, chosen, accountId = entry.accountId, id = entry.secretId] {
            Q_EMIT(this->*chosen)(accountId, id);
        });
        menu.insertAction(before, action);
        m_named.push_back(action);
    }
}

void TrayMenu::forgetNames()
{
    for (QAction *const action : m_named) {
        m_menu.removeAction(action);
        m_codes.removeAction(action);
        action->deleteLater(); // it may have been chosen just now
    }
    m_named.clear();
    m_recent->setVisible(false);
    m_afterNames->setVisible(false);
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/showcaseviewmodel.h"

#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/texts.h"

#include <QGuiApplication>

namespace coffret {

ShowcaseViewModel::ShowcaseViewModel(DetailViewModel &detail, QObject *parent) : QObject(parent), m_detail(detail)
{
    connect(&m_detail, &DetailViewModel::fieldRevealed, this, &ShowcaseViewModel::onRevealed);
    connect(&m_detail, &DetailViewModel::secretChanged, this, &ShowcaseViewModel::follow);
    connect(&m_detail, &DetailViewModel::fetchEnded, this, &ShowcaseViewModel::onEnded);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &ShowcaseViewModel::onFocus);
    connect(m_detail.fields(), &FieldListModel::modelReset, this, &ShowcaseViewModel::follow);
    connect(m_detail.fields(), &FieldListModel::dataChanged, this, &ShowcaseViewModel::follow);
}

ShowcaseViewModel::~ShowcaseViewModel() = default;

void ShowcaseViewModel::show(const QString &key, Manner manner)
{
    begin(key, manner, false);
}

/// Before it is opened nobody knows for sure which field that is.
void ShowcaseViewModel::showPrimary(Manner manner)
{
    begin(m_detail.primaryKey(), manner, true);
}

void ShowcaseViewModel::begin(const QString &key, Manner manner, bool isPrimary)
{
    close();
    const FieldOutline *const field = m_detail.fields()->field(key);
    if (!field || !field->isProtected || manner == Closed)
        return;
    if (manner == QrCode && m_detail.refusesCopy())
        return;
    m_key = key;
    m_secretId = m_detail.secretId();
    m_wanted = manner;
    m_window = QGuiApplication::focusWindow();
    m_isPrimary = isPrimary;
    m_wasShown = m_detail.fields()->isRevealed(key);
    if (m_wasShown)
        onRevealed(key);
    else if (!ask(key))
        forget();
}

/// Whether it will come, or has.
bool ShowcaseViewModel::ask(const QString &key)
{
    if (m_isPrimary)
        m_detail.revealPrimary();
    else
        m_detail.reveal(key);
    return m_detail.fields()->isBusy(key) || m_detail.fields()->isRevealed(key);
}

/// What was asked for and has not come yet.
void ShowcaseViewModel::forget()
{
    m_wanted = Closed;
    m_arrived = false;
    m_peeking = false;
    m_peeked.clear();
}

void ShowcaseViewModel::onRevealed(const QString &key)
{
    if (!m_peeked.isEmpty() && (key == m_peeked || m_isPrimary))
        m_peeked = key;
    if (key == m_peeked && !m_peeking) { // let go of before it came
        m_peeked.clear();
        return m_detail.hide(key);
    }
    if (m_wanted == Closed || (key != m_key && !m_isPrimary) || m_detail.secretId() != m_secretId)
        return;
    m_key = key;
    m_arrived = m_window && QGuiApplication::focusWindow() != m_window; // a PIN is asked for, say
    if (!m_arrived)
        open();
}

/// What did not come by now will not: a PIN was not given, or something else was done with the same value.
void ShowcaseViewModel::onEnded(const QString &key)
{
    const bool waits = m_wanted != Closed && !m_arrived && key == m_key;
    const bool peeks = !m_peeked.isEmpty() && key == m_peeked && !m_detail.fields()->isRevealed(key);
    if (waits || peeks)
        forget();
}

void ShowcaseViewModel::open()
{
    m_manner = std::exchange(m_wanted, Closed);
    m_asking = m_manner == QrCode && m_detail.asksBeforeCopy();
    Q_EMIT changed();
    Q_EMIT ticked();
}

void ShowcaseViewModel::onFocus(QWindow *window)
{
    if (m_manner != Closed && m_window && window != m_window)
        close(); // nobody looks at it any more
    else if (window == m_window && std::exchange(m_arrived, false))
        open();
}

void ShowcaseViewModel::confirm()
{
    m_asking = false;
    Q_EMIT changed();
}

void ShowcaseViewModel::follow()
{
    const bool isSame = m_detail.secretId() == m_secretId;
    if (!isSame || (m_arrived && !m_detail.fields()->isRevealed(m_key)))
        forget(); // or its time was over before anybody came back
    if (m_manner == Closed)
        return;
    if (!isSame || !m_detail.fields()->isRevealed(m_key)) {
        m_manner = Closed;
        m_asking = false;
        m_key.clear();
    }
    Q_EMIT changed();
    Q_EMIT ticked();
}

void ShowcaseViewModel::keep()
{
    m_detail.keepRevealed(m_key);
}

void ShowcaseViewModel::close()
{
    m_wanted = Closed;
    m_arrived = m_asking = false;
    m_window = nullptr;
    if (m_manner == Closed)
        return;
    m_manner = Closed;
    const QString key = std::exchange(m_key, {});
    Q_EMIT changed(); // whoever draws the value lets go of it
    if (!m_wasShown && m_detail.secretId() == m_secretId)
        m_detail.hide(key);
}

void ShowcaseViewModel::peek(const QString &key)
{
    const QString wanted = key.isEmpty() ? m_detail.primaryKey() : key;
    m_secretId = m_detail.secretId();
    m_isPrimary = key.isEmpty();
    if (wanted.isEmpty() || m_detail.fields()->isRevealed(wanted))
        return;
    m_peeking = true;
    m_peeked = wanted;
    if (!ask(wanted))
        forget();
}

void ShowcaseViewModel::peekOver()
{
    if (!m_peeking)
        return;
    m_peeking = false;
    if (m_detail.fields()->isRevealed(m_peeked))
        m_detail.hide(std::exchange(m_peeked, {}));
}

QVariant ShowcaseViewModel::role(int role) const
{
    const auto row = static_cast<int>(m_detail.fields()->keys().indexOf(m_key));
    return m_manner == Closed || row < 0 ? QVariant() : m_detail.fields()->data(m_detail.fields()->index(row), role);
}

QString ShowcaseViewModel::label() const
{
    return role(FieldListModel::LabelRole).toString();
}

QString ShowcaseViewModel::name() const
{
    return m_manner == Closed ? QString() : m_detail.name();
}

RevealedSecret *ShowcaseViewModel::secret() const
{
    return m_asking ? nullptr : role(FieldListModel::SecretRole).value<RevealedSecret *>();
}

double ShowcaseViewModel::remaining() const
{
    return role(FieldListModel::RemainingRole).toDouble();
}

bool ShowcaseViewModel::isRunning() const
{
    return role(FieldListModel::RunningRole).toBool();
}

} // namespace coffret

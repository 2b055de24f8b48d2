// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/quickresultmodel.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;

/// The palette that finds one secret and copies it. Offers what was used last before anything is typed, and forgets the
/// query when it closes. Owned by the composition root, main thread.
class QuickLookupViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(coffret::QuickResultModel *results READ results CONSTANT)
    Q_PROPERTY(int currentIndex READ currentIndex WRITE setCurrentIndex NOTIFY currentIndexChanged)
    Q_PROPERTY(QString copyHint READ copyHint NOTIFY currentIndexChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY statusChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY statusChanged)
public:
    static constexpr int MaximumResults = 8;
    static constexpr int RecentItems = 5;

    QuickLookupViewModel(SessionList &sessions, const Settings &settings, ClipboardGuard &clipboard,
                         ToastViewModel &toast, QObject *parent = nullptr);
    ~QuickLookupViewModel() override;

    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] QuickResultModel *results() { return &m_results; }
    [[nodiscard]] int currentIndex() const { return m_currentIndex; }
    void setCurrentIndex(int index);
    [[nodiscard]] QString copyHint() const; ///< why the current result is not copied; empty when it can be
    [[nodiscard]] QString statusText() const { return m_statusText; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    void setLocked(bool locked); ///< while it is, nothing is offered and being shown asks for unlocking

    Q_INVOKABLE void show();
    void showFor(const QString &query); ///< empty: what was typed before stays
    Q_INVOKABLE void hide();
    Q_INVOKABLE void move(int delta);
    Q_INVOKABLE void activate();
    Q_INVOKABLE void activateAt(int row);
    Q_INVOKABLE void openInMain();

Q_SIGNALS:
    void activeChanged();
    void queryChanged();
    void currentIndexChanged();
    void statusChanged();
    void openSecretRequested(const QString &accountId, const QString &secretId);
    void unlockRequested(); ///< shown while the program is locked or every account is closed
    void raiseRequested();  ///< shown again while something else may cover it

private:
    struct Used
    {
        QString accountId;
        QString secretId;
    };
    void watch(Session *session);
    void askToUnlock();
    void update();
    [[nodiscard]] std::vector<QuickResult> found() const;
    [[nodiscard]] std::vector<QuickResult> recent() const;
    [[nodiscard]] QuickResult resultOf(const Session &session, Catalog::Row row) const;
    void remember(const QuickResult &result);
    void copied(const QuickResult &result, Expected<Session::Revealed> outcome);
    void setStatus(const QString &text);
    void setBusy(bool busy);

    SessionList &m_sessions;
    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    QuickResultModel m_results;
    std::vector<Used> m_used; ///< newest first
    QString m_query;
    QString m_statusText;
    int m_currentIndex = -1;
    bool m_active = false;
    bool m_busy = false;
    bool m_locked = false;
    quint64 m_generation = 0;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/quickfinder.h"
#include "ui/viewmodels/typingviewmodel.h"

#include <QObject>
#include <QRect>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;
class UsageLogs;

/// The palette that finds one secret and copies it, or does something else with it. Offers what was used last before
/// anything is typed, and forgets the query when it closes. Owned by the composition root, main thread.
class QuickLookupViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(QRect area READ area NOTIFY areaChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(coffret::QuickResultModel *results READ results CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *actions READ actions CONSTANT)
    Q_PROPERTY(bool listsActions READ listsActions NOTIFY listChanged)
    Q_PROPERTY(QString subject READ subject NOTIFY listChanged)
    Q_PROPERTY(QString accountName READ accountName NOTIFY accountChanged)
    Q_PROPERTY(bool severalAccounts READ hasSeveralAccounts NOTIFY accountChanged)
    Q_PROPERTY(int currentIndex READ currentIndex WRITE setCurrentIndex NOTIFY currentIndexChanged)
    Q_PROPERTY(QString copyHint READ copyHint NOTIFY currentIndexChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY statusChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY statusChanged)
public:
    static constexpr int MaximumResults = 8;
    /// What of a secret is copied.
    enum class Part { Main, Code };

    QuickLookupViewModel(SessionList &sessions, const Settings &settings, UsageLogs &usage, ClipboardGuard &clipboard,
                         ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~QuickLookupViewModel() override;

    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] QRect area() const { return m_area; } ///< of the screen it belongs on; empty: any
    void setArea(const QRect &area);
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] QuickResultModel *results() { return &m_results; }
    /// What can be done with the result that was current when they were asked for.
    [[nodiscard]] ChoiceListModel *actions() { return &m_actions; }
    [[nodiscard]] bool listsActions() const { return m_subject.has_value(); } ///< in place of the results
    [[nodiscard]] QString subject() const; ///< of the actions: a name, or the question where something would be typed
    [[nodiscard]] TypingViewModel &typing() { return m_typing; }
    [[nodiscard]] QString accountName() const; ///< the only one that is looked in; empty: in all
    [[nodiscard]] bool hasSeveralAccounts() const;
    /// Of the results, or of their actions. -1: there are none, or none as it was typed, and nobody chose a similar
    /// one.
    [[nodiscard]] int currentIndex() const { return m_currentIndex; }
    void setCurrentIndex(int index);
    [[nodiscard]] QString copyHint() const; ///< why the current result is not copied; empty when it can be
    [[nodiscard]] QString statusText() const { return m_statusText; }
    [[nodiscard]] bool isBusy() const { return m_busy || m_typing.isBusy(); }
    [[nodiscard]] QuickFinder &finder() { return m_finder; }
    [[nodiscard]] bool isLocked() const { return m_locked; }
    void setLocked(bool locked); ///< while it is, nothing is offered and being shown asks for unlocking

    Q_INVOKABLE void show();
    void showFor(const QString &query);                              ///< empty: what was typed before stays
    void showOne(const QString &accountId, const QString &secretId); ///< with this one chosen, whatever was typed
    /// What Enter does, for whoever offers secrets elsewhere: shown only where something is left to be said.
    void copyOne(const QString &accountId, const QString &secretId, Part part);
    Q_INVOKABLE void hide();
    Q_INVOKABLE void move(int delta);
    Q_INVOKABLE void activate();
    Q_INVOKABLE void activateAt(int row);
    Q_INVOKABLE void openInMain();
    Q_INVOKABLE void listActions();
    Q_INVOKABLE void leaveActions();        ///< one step back
    Q_INVOKABLE void nextAccount(int step); ///< round the accounts and all of them together

Q_SIGNALS:
    void activeChanged();
    void areaChanged();
    void queryChanged();
    void listChanged();
    void accountChanged();
    void currentIndexChanged();
    void statusChanged();
    void openSecretRequested(const QString &accountId, const QString &secretId);
    void unlockRequested(); ///< shown while the program is locked or every account is closed
    void browserWanted(const QString &address);
    void raiseRequested(); ///< shown again while something else may cover it

private:
    void watch(Session *session);
    void askToUnlock();
    void update();                                          ///< what was current stays so, where it is still there
    [[nodiscard]] std::vector<QuickResult> offered() const; ///< before anything is typed
    [[nodiscard]] const QuickResult *chosen() const;        ///< what a key is about; null: nothing
    void dropActions();
    void act(const QString &action);
    // quicklookuptyping.cpp
    void followTyping();
    [[nodiscard]] bool actOnTyping(const QString &action); ///< false: it is about something else
    void askToType(const QuickResult &result, const QString &action);
    [[nodiscard]] std::vector<Choice> actionsNow() const; ///< of the subject, or answers to the question
    void addTyping(const Session &session, const QuickResult &result, std::vector<Choice> &to) const;
    void copyMain(const QuickResult &result);
    void copyField(const QuickResult &result, const QString &fieldKey);
    void refuse(const QuickResult &result, const QString &why);
    void openSecret(const QuickResult &result);
    [[nodiscard]] std::vector<Choice> actionsOn(const QuickResult &result) const;
    [[nodiscard]] int rowCount() const;
    void copied(const QuickResult &result, Expected<Session::Revealed> outcome);
    void updateStatus();
    void setStatus(const QString &text);
    void setBusy(bool busy);

    SessionList &m_sessions;
    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    QuickFinder m_finder;
    QuickResultModel m_results;
    ChoiceListModel m_actions;
    TypingViewModel m_typing;
    std::optional<QuickResult> m_subject;                 ///< of the actions, while they are listed
    int m_resultIndex = -1;                               ///< where the results are gone back to
    std::optional<std::pair<QString, QString>> m_offered; ///< account and secret that somebody chose elsewhere
    QString m_accountId;                                  ///< the only one that is looked in; empty: in all
    QRect m_area;
    QString m_query;
    QString m_statusText;
    int m_currentIndex = -1;
    bool m_active = false;
    bool m_busy = false;
    bool m_locked = false;
    quint64 m_generation = 0;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/displaytext.h"
#include "core/session/session.h"
#include "ui/viewmodels/checkouttexts.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class ToastViewModel;

/// The shown secret in the life of a check-out: where it stands, until when, and the steps the user can take. Has
/// nothing to say where values are given, not lent. Owned by BrowseViewModel, main thread.
class CheckOutViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(Mood mood READ mood NOTIFY changed)
    Q_PROPERTY(QString symbol READ symbol NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(bool counting READ isCounting NOTIFY ticked)
    Q_PROPERTY(QString leftText READ leftText NOTIFY ticked)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(bool ending READ isEnding NOTIFY ticked)
    Q_PROPERTY(bool canRequest READ canRequest NOTIFY changed)
    Q_PROPERTY(bool canCheckOut READ canCheckOut NOTIFY changed)
    Q_PROPERTY(bool canCheckIn READ canCheckIn NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(QString webAddress READ webAddress NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString reason READ reason WRITE setReason NOTIFY changed)
    Q_PROPERTY(QString reasonError READ reasonError NOTIFY changed)
    Q_PROPERTY(int hours READ hours WRITE setHours NOTIFY changed)
    Q_PROPERTY(int mostHours READ mostHours CONSTANT)
    Q_PROPERTY(QString startText READ startText WRITE setStartText NOTIFY changed)
    Q_PROPERTY(QString startError READ startError NOTIFY changed)
    Q_PROPERTY(QString startExample READ startExample NOTIFY changed)
public:
    /// How it is coloured: nothing yet, waiting for somebody, the user has it, it is over or refused.
    enum Mood { Quiet, Waiting, Mine, Over };
    Q_ENUM(Mood)

    CheckOutViewModel(ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~CheckOutViewModel() override;

    /// Asks the server when the same secret was looked at for a moment.
    void show(Session *session, const SecretSummary &summary);
    /// A value was refused: says why, and finds out what can be done.
    void explain(ErrorKind kind);

    [[nodiscard]] bool isShown() const;
    [[nodiscard]] const CheckOut &now() const { return m_now; }
    [[nodiscard]] Mood mood() const;
    [[nodiscard]] QString symbol() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] bool isCounting() const; ///< there is an end to count down to
    [[nodiscard]] QString leftText() const;
    [[nodiscard]] double remaining() const; ///< 1 when it began, or was first seen
    [[nodiscard]] bool isEnding() const;    ///< within minutes
    [[nodiscard]] bool canRequest() const;
    [[nodiscard]] bool canCheckOut() const;
    [[nodiscard]] bool canCheckIn() const { return m_now.state == CheckOut::State::CheckedOut; }
    [[nodiscard]] bool isBusy() const { return m_underWay && m_step != LendingStep::Look; }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] QString webAddress() const; ///< where to do what is not offered here; empty otherwise
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString name() const { return visibleText(m_summary.name); }
    [[nodiscard]] QString reason() const { return m_reason; }
    void setReason(const QString &reason);
    [[nodiscard]] QString reasonError() const { return m_reasonError; }
    [[nodiscard]] int hours() const { return m_hours; }
    void setHours(int hours);
    [[nodiscard]] int mostHours() const { return AccessRequest::MostHours; }
    [[nodiscard]] QString startText() const { return m_startText; } ///< empty: at once
    void setStartText(const QString &text);
    [[nodiscard]] QString startError() const { return m_startError; }
    [[nodiscard]] QString startExample() const;

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void checkOut();
    Q_INVOKABLE void checkIn();
    Q_INVOKABLE void askForAccess(); ///< opens the form
    Q_INVOKABLE void sendRequest();
    Q_INVOKABLE void cancelRequest();
    Q_INVOKABLE void dismissError();

Q_SIGNALS:
    void changed();
    void ticked();
    void attentionWanted(); ///< the user met a closed door: the card has to be seen

private:
    using Call = std::function<Task<Expected<CheckOut>>(StopToken)>;
    [[nodiscard]] VaultCheckOut *vault() const;
    void run(LendingStep step, Call call);
    void take(LendingStep step, const Expected<CheckOut> &answer);
    void assume();
    void follow(const QString &secretId);
    void endHere(const QString &secretId);
    void tick();
    void become(const CheckOut &checkOut);
    [[nodiscard]] bool takesForm(AccessRequest &request);
    [[nodiscard]] bool runsOut() const;
    [[nodiscard]] bool isYetToOpen() const; ///< approved for later
    [[nodiscard]] UserMessage errorMessage() const;
    [[nodiscard]] std::chrono::seconds left() const;

    ToastViewModel &m_toast;
    const Clock &m_clock;
    QPointer<Session> m_session;
    SecretSummary m_summary;
    CheckOut m_now;
    QHash<QString, std::chrono::seconds> m_spans; ///< how long what runs out was when it was first seen
    QTimer m_glance;                              ///< a secret that is only passed by is not asked about
    QTimer m_second;                              ///< while something counts down
    LendingStep m_step = LendingStep::Look;       ///< taken last
    LendingStep m_failedStep = LendingStep::Look; ///< with m_error
    std::optional<Error> m_error;
    QString m_reason;
    QString m_reasonError;
    QString m_startText;
    QString m_startError;
    int m_hours = 1;
    bool m_underWay = false;
    bool m_endedMeanwhile = false; ///< while the server is asked
    bool m_wasYetToOpen = false;   ///< at the last tick
    bool m_asking = false;
    quint64 m_generation = 0; ///< answers about an earlier secret are dropped
    std::stop_source m_stop;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/commentlistmodel.h"
#include "ui/models/eventlistmodel.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

/// What people say and did about one secret: its comments, and who did what when. Each is fetched when it is first
/// looked at. Owned by BrowseViewModel, main thread.
class DiscussionViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(coffret::CommentListModel *comments READ comments CONSTANT)
    Q_PROPERTY(coffret::EventListModel *activity READ activity CONSTANT)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool commentsShown READ areCommentsShown NOTIFY changed)
    Q_PROPERTY(bool activityShown READ isActivityShown NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
    Q_PROPERTY(QString draftHint READ draftHint NOTIFY draftChanged)
    Q_PROPERTY(bool draftTooLong READ isDraftTooLong NOTIFY draftChanged)
    Q_PROPERTY(bool canPost READ canPost NOTIFY draftChanged)
    Q_PROPERTY(bool posting READ isPosting NOTIFY draftChanged)
    Q_PROPERTY(QString contextText READ contextText NOTIFY draftChanged)
    Q_PROPERTY(bool editing READ isEditing NOTIFY draftChanged)
    Q_PROPERTY(QString removingId READ removingId NOTIFY draftChanged)
public:
    static constexpr int LongestComment = 255;

    explicit DiscussionViewModel(const Clock &clock, QObject *parent = nullptr);
    ~DiscussionViewModel() override;

    void show(Session *session, const QString &secretId); ///< fetches nothing yet
    void clear() { show(nullptr, {}); }
    void wantComments();
    void wantActivity();

    [[nodiscard]] CommentListModel *comments() { return &m_comments; }
    [[nodiscard]] EventListModel *activity() { return &m_activity; }
    [[nodiscard]] bool isLoading() const { return m_loading > 0; }
    [[nodiscard]] bool areCommentsShown() const { return m_commentsShown; }
    [[nodiscard]] bool isActivityShown() const { return m_activityShown; }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] QString draft() const { return m_draft; }
    void setDraft(const QString &text);
    [[nodiscard]] QString draftHint() const; ///< how much room is left, once that matters
    [[nodiscard]] bool isDraftTooLong() const;
    [[nodiscard]] bool canPost() const;
    [[nodiscard]] bool isPosting() const { return m_posting; }
    [[nodiscard]] QString contextText() const; ///< whom the draft answers, or that it changes a comment
    [[nodiscard]] bool isEditing() const { return !m_editingId.isEmpty(); }
    [[nodiscard]] QString removingId() const { return m_removingId; } ///< the comment whose removal is asked about

    Q_INVOKABLE void post();
    Q_INVOKABLE void answer(const QString &commentId);
    Q_INVOKABLE void edit(const QString &commentId);
    Q_INVOKABLE void cancelDraft();
    Q_INVOKABLE void askToRemove(const QString &commentId);
    Q_INVOKABLE void confirmRemove();
    Q_INVOKABLE void cancelRemove();
    Q_INVOKABLE void retry();
    Q_INVOKABLE void dismissError();

Q_SIGNALS:
    void changed();
    void draftChanged();
    void draftWanted(); ///< the keyboard belongs into the field for a comment now

private:
    template <typename T>
    using Call = std::function<Task<Expected<T>>(StopToken)>;
    template <typename T, typename Then>
    void ask(Call<T> call, Then then);
    void loadComments();
    void loadActivity();
    void setError(const Error *error);
    void onPosted(const Expected<void> &posted);
    void forgetDraft();

    const Clock &m_clock;
    QPointer<Session> m_session;
    QString m_secretId;
    CommentListModel m_comments;
    EventListModel m_activity;
    QString m_draft;
    QString m_answersId;
    QString m_editingId;
    QString m_removingId;
    std::optional<Error> m_error;
    int m_loading = 0;
    bool m_wantsComments = false;
    bool m_wantsActivity = false;
    bool m_commentsShown = false;
    bool m_activityShown = false;
    bool m_posting = false;
    quint64 m_generation = 0; ///< answers about an earlier secret are dropped
    std::stop_source m_stop;
};

} // namespace coffret

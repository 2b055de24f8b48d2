// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/eventlistmodel.h"
#include "ui/models/fieldlistmodel.h"
#include "ui/viewmodels/countdown.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class EditorViewModel;
struct EarlierValues;
class Settings;

/// The earlier values of one secret: when they were replaced and by whom, looking at one, and writing it again. What is
/// shown hides by itself, as everywhere. Owned by BrowseViewModel, main thread.
class HistoryViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(coffret::EventListModel *revisions READ revisions CONSTANT)
    Q_PROPERTY(coffret::FieldListModel *fields READ fields CONSTANT)
    Q_PROPERTY(QString openId READ openId NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(bool opening READ isOpening NOTIFY changed)
    Q_PROPERTY(bool canRestore READ canRestore NOTIFY changed)
    Q_PROPERTY(bool leavesOutCode READ leavesOutCode NOTIFY changed)
    Q_PROPERTY(QString revealHint READ revealHint NOTIFY changed)
    Q_PROPERTY(QString verdictText READ verdictSentence NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
public:
    HistoryViewModel(const Settings &settings, EditorViewModel &editor, const Clock &clock, QObject *parent = nullptr);
    ~HistoryViewModel() override;

    void show(Session *session, const QString &secretId); ///< fetches nothing yet
    void clear() { show(nullptr, {}); }
    void wantRevisions();
    void letGo(); ///< access has ended: closes what is open

    [[nodiscard]] EventListModel *revisions() { return &m_revisions; }
    [[nodiscard]] FieldListModel *fields() { return &m_fields; }
    [[nodiscard]] QString openId() const { return m_openId; } ///< the revision whose fields are shown
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] bool isOpening() const { return m_opening; }
    [[nodiscard]] bool canRestore() const;
    [[nodiscard]] bool leavesOutCode() const { return m_leavesOutCode; } ///< of the open revision
    [[nodiscard]] QString revealHint() const; ///< why earlier values are not shown; empty when they can be
    [[nodiscard]] QString verdictSentence() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;

    Q_INVOKABLE void open(const QString &revisionId); ///< or closes it, when it is open
    Q_INVOKABLE void toggle(const QString &key);
    Q_INVOKABLE void restore(); ///< begins an edit with the open revision's values
    Q_INVOKABLE void retry();
    Q_INVOKABLE void dismissError();

    void hideAll(); ///< also what is on its way

private:
    void load();
    void closeRevision();
    void hideShown();
    void reveal(const QString &key);
    void collect(QStringList keys, std::shared_ptr<EarlierValues> values);
    void setError(const Error *error);

Q_SIGNALS:
    void changed();

private:
    const Settings &m_settings;
    EditorViewModel &m_editor;
    const Clock &m_clock;
    QPointer<Session> m_session;
    QString m_secretId;
    EventListModel m_revisions;
    FieldListModel m_fields;
    Countdown m_countdown; ///< until everything that is shown hides
    QString m_openId;
    std::optional<Verdict> m_verdict;
    std::optional<Error> m_error;
    bool m_wanted = false;
    bool m_loading = false;
    bool m_shown = false;
    bool m_opening = false;
    bool m_leavesOutCode = false;
    quint64 m_showing = 0;    ///< what was to be shown before it was all hidden is not
    quint64 m_generation = 0; ///< answers about an earlier secret or revision are dropped
    std::stop_source m_stop;
};

} // namespace coffret

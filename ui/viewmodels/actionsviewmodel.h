// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class ToastViewModel;

/// What can be done with the shown secret besides reading and editing it: the star, tags, the day it expires, deleting
/// it. Owned by BrowseViewModel, main thread.
class ActionsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool canFavourite READ canFavourite NOTIFY changed)
    Q_PROPERTY(bool canTag READ canTag NOTIFY changed)
    Q_PROPERTY(bool canExpire READ canExpire NOTIFY changed)
    Q_PROPERTY(bool canDelete READ canDelete NOTIFY changed)
    Q_PROPERTY(bool canMove READ canMove NOTIFY changed)
    Q_PROPERTY(bool canChooseExpiry READ canChooseExpiry NOTIFY changed)
    Q_PROPERTY(bool writable READ isWritable NOTIFY changed)
    Q_PROPERTY(QString changeHint READ changeHint NOTIFY changed)
    Q_PROPERTY(QString moveHint READ moveHint NOTIFY changed)
    Q_PROPERTY(QString deleteHint READ deleteHint NOTIFY changed)
    Q_PROPERTY(QString tagHint READ tagHint NOTIFY changed)
    Q_PROPERTY(QString expireHint READ expireHint NOTIFY changed)
    Q_PROPERTY(QString expiryChoiceHint READ expiryChoiceHint NOTIFY changed)
    Q_PROPERTY(bool canUpgrade READ canUpgrade NOTIFY changed)
    Q_PROPERTY(QStringList tags READ tags NOTIFY changed)
    Q_PROPERTY(QString expiresText READ expiresText NOTIFY changed)
    Q_PROPERTY(bool expired READ isExpired NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool deleting READ isDeleting NOTIFY changed)
    Q_PROPERTY(QString deleteText READ deleteText NOTIFY changed)
    Q_PROPERTY(QString deleteError READ deleteError NOTIFY changed)
public:
    ActionsViewModel(ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~ActionsViewModel() override;

    void show(Session *session, const SecretSummary &summary); ///< an empty id: nothing
    void clear() { show(nullptr, {}); }

    [[nodiscard]] bool canFavourite() const;
    [[nodiscard]] bool canTag() const { return tagHint().isEmpty(); }
    [[nodiscard]] bool canExpire() const { return expireHint().isEmpty(); } ///< now; another day is a choice
    [[nodiscard]] bool canChooseExpiry() const { return expiryChoiceHint().isEmpty(); }
    [[nodiscard]] bool canDelete() const { return deleteHint().isEmpty(); }
    [[nodiscard]] bool canMove() const { return moveHint().isEmpty(); }
    [[nodiscard]] bool isWritable() const { return canWrite(); } ///< this account's secrets, whatever the user's right
    // Why not; empty when it can be done.
    [[nodiscard]] QString changeHint() const;
    [[nodiscard]] QString moveHint() const;
    [[nodiscard]] QString deleteHint() const;
    [[nodiscard]] QString tagHint() const;
    [[nodiscard]] QString expireHint() const;
    [[nodiscard]] QString expiryChoiceHint() const;
    [[nodiscard]] bool canUpgrade() const; ///< its name and addresses lie in the clear and need not
    [[nodiscard]] QStringList tags() const { return m_summary.tags; }
    [[nodiscard]] QString expiresText() const;
    [[nodiscard]] bool isExpired() const;
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }
    [[nodiscard]] bool isDeleting() const { return m_deleting; }
    [[nodiscard]] QString deleteText() const;
    [[nodiscard]] QString deleteError() const;

    Q_INVOKABLE void toggleFavourite();
    Q_INVOKABLE void askForTag(); ///< to be typed where the tags are
    Q_INVOKABLE void addTag(const QString &tag);
    Q_INVOKABLE QString shownTag(const QString &tag) const; ///< nothing in it is invisible
    Q_INVOKABLE void removeTag(const QString &tag);
    Q_INVOKABLE void setExpiresIn(int days); ///< from today; negative: never again
    Q_INVOKABLE void askToDelete();
    Q_INVOKABLE void confirmDelete();
    Q_INVOKABLE void cancelDelete();

Q_SIGNALS:
    void changed();
    void tagWanted();

private:
    void run(Task<Expected<void>> task, const QString &doneText);
    [[nodiscard]] bool canWrite() const;
    void setTags(const QStringList &tags);

    ToastViewModel &m_toast;
    const Clock &m_clock;
    QPointer<Session> m_session;
    SecretSummary m_summary;
    std::optional<Error> m_deleteError;
    int m_pending = 0;
    bool m_deleting = false;
    quint64 m_generation = 0; ///< answers about an earlier secret change nothing here
    std::stop_source m_stop;
};

} // namespace coffret

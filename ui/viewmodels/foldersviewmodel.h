// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/displaytext.h"
#include "core/session/session.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

/// What can be done with one collection of the tree, and the questions that belong to it: a name for a new or renamed
/// one, and what becomes of the content when it is deleted. Owned by BrowseViewModel, main thread.
class FoldersViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString targetId READ targetId NOTIFY changed)
    Q_PROPERTY(QString targetName READ targetName NOTIFY changed)
    Q_PROPERTY(bool canCreate READ canCreate NOTIFY changed)
    Q_PROPERTY(bool canChange READ canChange NOTIFY changed)
    Q_PROPERTY(bool canMove READ canMove NOTIFY changed)
    Q_PROPERTY(bool canShare READ canShare NOTIFY changed)
    Q_PROPERTY(QString changeHint READ changeHint NOTIFY changed)
    Q_PROPERTY(QString moveHint READ moveHint NOTIFY changed)
    Q_PROPERTY(QString shareHint READ shareHint NOTIFY changed)
    Q_PROPERTY(Question question READ question NOTIFY changed)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(bool withContent READ isWithContent WRITE setWithContent NOTIFY changed)
    Q_PROPERTY(bool hasContent READ hasContent NOTIFY changed)
    Q_PROPERTY(QString contentText READ contentText NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
public:
    enum Question { None, NewName, OtherName, Deletion };
    Q_ENUM(Question)

    explicit FoldersViewModel(QObject *parent = nullptr);
    ~FoldersViewModel() override;

    /// collectionId empty: the root of the account.
    void setTarget(Session *session, const QString &collectionId);
    void clear() { setTarget(nullptr, {}); }

    [[nodiscard]] Session *session() const { return m_session; }
    [[nodiscard]] QString targetId() const { return m_target.id; }
    [[nodiscard]] QString targetName() const { return visibleText(m_target.name); }
    [[nodiscard]] bool canCreate() const; ///< a folder in it
    [[nodiscard]] bool canChange() const; ///< rename, delete
    [[nodiscard]] bool canMove() const { return moveHint().isEmpty(); }
    [[nodiscard]] bool canShare() const;
    [[nodiscard]] QString changeHint() const; ///< why nothing can be changed here; empty when it can
    [[nodiscard]] QString moveHint() const;
    [[nodiscard]] QString shareHint() const;
    [[nodiscard]] Question question() const { return m_question; }
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name);
    [[nodiscard]] QString nameError() const { return m_nameError; }
    [[nodiscard]] bool isWithContent() const { return m_withContent; }
    void setWithContent(bool withContent);
    [[nodiscard]] bool hasContent() const { return m_secrets + m_folders > 0; }
    [[nodiscard]] QString contentText() const;
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString errorText() const;

    Q_INVOKABLE void askForNew();
    Q_INVOKABLE void askForOtherName();
    Q_INVOKABLE void askToDelete();
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void created(const QString &collectionId);

private:
    void ask(Question question);
    void onDone(const Error *error);
    [[nodiscard]] bool canWrite() const;

    QPointer<Session> m_session;
    Collection m_target;
    Question m_question = None;
    QString m_name;
    QString m_nameError;
    std::optional<Error> m_error;
    int m_secrets = 0;
    int m_folders = 0;
    bool m_withContent = false;
    bool m_busy = false;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/granteelistmodel.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Looks people and groups up on the server while somebody types. Owned by a view-model, main thread.
class GranteeSearch : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed)
    Q_PROPERTY(bool searching READ isSearching NOTIFY changed)
    Q_PROPERTY(QString notice READ notice NOTIFY changed)
    Q_PROPERTY(coffret::GranteeListModel *found READ found CONSTANT)
public:
    /// isPresent: whether somebody with this id is there already. personsOnly: groups are left out.
    GranteeSearch(std::function<bool(const QString &)> isPresent, bool personsOnly, QObject *parent = nullptr);
    ~GranteeSearch() override;

    void setSession(Session *session); ///< and forgets what was typed
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] bool isSearching() const { return m_searching; }
    [[nodiscard]] QString notice() const { return m_notice; } ///< that nobody was found, or what went wrong
    [[nodiscard]] GranteeListModel *found() { return &m_found; }

Q_SIGNALS:
    void changed();

private:
    void search();

    GranteeListModel m_found;
    bool m_personsOnly;
    QPointer<Session> m_session;
    QTimer m_pause; ///< between typing and asking the server
    QString m_text;
    QString m_notice;
    bool m_searching = false;
    quint64 m_number = 0; ///< answers to an earlier text are dropped
    std::stop_source m_stop;
};

} // namespace coffret

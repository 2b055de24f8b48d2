// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace coffret {

/// Asks for a collection: those that fit, narrowed by what is typed. Owned by the view-model that wants to know, main
/// thread.
class PlaceViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *places READ places CONSTANT)
public:
    using Fits = std::function<bool(const QString &collectionId)>; ///< empty: at the root

    explicit PlaceViewModel(QObject *parent = nullptr);

    void ask(Session &session, const QString &heading, Fits fits);

    [[nodiscard]] bool isAsking() const { return !m_session.isNull(); }
    [[nodiscard]] QString heading() const { return m_heading; }
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &text);
    [[nodiscard]] ChoiceListModel *places() { return &m_places; }

    Q_INVOKABLE void choose(const QString &collectionId); ///< one of places
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void chosen(const QString &collectionId);

private:
    [[nodiscard]] std::vector<Choice> fitting() const;

    QPointer<Session> m_session;
    ChoiceListModel m_places;
    QString m_heading;
    QString m_filter;
    Fits m_fits;
};

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/placeviewmodel.h"

namespace coffret {

PlaceViewModel::PlaceViewModel(QObject *parent) : QObject(parent) {}

void PlaceViewModel::ask(Session &session, const QString &heading, Fits fits)
{
    m_session = &session;
    m_heading = heading;
    m_fits = std::move(fits);
    m_filter.clear();
    m_places.setChoices(fitting());
    Q_EMIT changed();
}

std::vector<Choice> PlaceViewModel::fitting() const
{
    std::vector<Choice> places;
    //: A place to put something: in no folder.
    const QString root = tr("No folder, at the top");
    if (root.contains(m_filter, Qt::CaseInsensitive) && m_fits(QString()))
        places.push_back({{}, root, QStringLiteral("vault"), {}});
    const auto catalog = m_session->catalog();
    for (const Collection &collection : catalog->collections()) {
        const QString path = catalog->collectionPath(collection.parentId);
        const bool matches =
            collection.name.contains(m_filter, Qt::CaseInsensitive) || path.contains(m_filter, Qt::CaseInsensitive);
        if (matches && m_fits(collection.id))
            places.push_back({collection.id, collection.name, QStringLiteral("folder"), path});
    }
    return places;
}

void PlaceViewModel::setFilter(const QString &text)
{
    if (m_filter == text || !m_session)
        return;
    m_filter = text;
    m_places.setChoices(fitting());
    Q_EMIT changed();
}

void PlaceViewModel::choose(const QString &collectionId)
{
    if (!m_session || !m_places.contains(collectionId))
        return;
    const QString id = collectionId; // it may be a row's, which goes now
    cancel();
    Q_EMIT chosen(id);
}

void PlaceViewModel::cancel()
{
    m_session = nullptr;
    m_fits = nullptr;
    m_filter.clear();
    m_places.setChoices({});
    Q_EMIT changed();
}

} // namespace coffret

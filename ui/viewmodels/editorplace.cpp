// SPDX-License-Identifier: GPL-3.0-or-later
// Where the new secret of an EditorViewModel goes.
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/editorviewmodel.h"

namespace coffret {

bool EditorViewModel::canChoosePlace() const
{
    return isCreating() && m_session && !m_session->catalog()->collections().empty();
}

void EditorViewModel::choosePlace()
{
    if (!canChoosePlace() || !m_session->writing())
        return;
    const QPointer<Session> session = m_session;
    //: Heading above the folders a new secret can be put in
    m_placing.ask(*m_session, tr("Put the new secret in"), [session, type = m_base.type](const QString &id) {
        return session && session->writing() && canLieIn(*session->writing(), *session->catalog(), type, id);
    });
}

void EditorViewModel::goTo(const QString &collectionId)
{
    if (!canChoosePlace() || m_saving)
        return;
    m_base.collectionId = collectionId;
    showPlace(collectionId);
    askWhatFits();
    offerFields();
    m_errors.erase(QStringLiteral("collection"));
    Q_EMIT errorsChanged();
    Q_EMIT formChanged();
}

void EditorViewModel::showPlace(const QString &collectionId)
{
    const auto catalog = m_session->catalog();
    const Collection *const collection = catalog->collection(collectionId);
    m_place = catalog->collectionPath(collectionId);
    m_placeShared = collection && collection->shared;
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
// What an EditorViewModel does when access to its secret ends while it is being changed, and when it is back.
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/editorviewmodel.h"

namespace coffret {

void EditorViewModel::letGo()
{
    if ((m_stage != Writing && m_stage != Conflicted) || isCreating() || m_letGo)
        return; // what is being opened finds out by itself
    if (!isChanged() && !m_saving)
        return close();
    m_earlier = {};
    m_theirs.reset();
    m_conflict.clear();
    m_readers.clear();
    m_fields.takeBack();
    m_letGo = true;
    m_conflict.setRevealable(false);
    if (m_saving) // what was sent may still arrive, and closes the form
        return setStage(Writing);
    m_sent.reset();
    const Error ended{ErrorKind::AccessEnded, {}, 0};
    setStage(Writing);
    setError(&ended);
}

void EditorViewModel::regain()
{
    setSaving(true);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->edit(m_base.id, m_stop.get_token()), this,
                   [this, generation](const Expected<Session::Edit> &edit) {
                       if (generation != m_generation)
                           return;
                       setSaving(false);
                       if (!edit)
                           return setError(&edit.error());
                       m_warning = signingWarning(*edit, {});
                       m_fields.giveBack(edit->draft.fields);
                       m_letGo = false;
                       hideValues();
                       Q_EMIT stageChanged();
                       save();
                   });
}

} // namespace coffret

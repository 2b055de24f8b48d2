// SPDX-License-Identifier: GPL-3.0-or-later
// What of the shown secret is typed into another program's window.
#include "core/base/displaytext.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/texts.h"

namespace coffret {

QString BrowseViewModel::typeHint() const
{
    return m_typing.hint(m_session);
}

QString BrowseViewModel::typeLoginHint() const
{
    const QString general = typeHint();
    if (!general.isEmpty() || !m_detail.hasSecret() || !m_session)
        return general;
    //: Why a command is not available: it types a user name and a password.
    return TypingViewModel::loginKeys(m_session->outline(m_detail.secretId())).isEmpty()
               ? tr("It has no user name with a password")
               : QString();
}

void BrowseViewModel::typePrimary()
{
    const FieldOutline *const field = m_detail.fields()->field(m_detail.primaryKey());
    if (!field)
        return;
    // No key before it is opened: what its main value is may only be known then.
    const bool known = m_detail.isOpened();
    m_typing.ask({m_session,
                  m_detail.secretId(),
                  {known ? field->key : QString()},
                  besideEachOther({m_detail.name(), fieldLabel(field->kind, visibleText(field->label))})});
}

void BrowseViewModel::typeLogin()
{
    if (!m_session)
        return;
    const QStringList keys = TypingViewModel::loginKeys(m_session->outline(m_detail.secretId()));
    if (!keys.isEmpty())
        //: What is typed into another window. Tab is a key.
        m_typing.ask(
            {m_session, m_detail.secretId(), keys, besideEachOther({m_detail.name(), tr("user name, Tab, password")})});
}

} // namespace coffret

// SPDX-License-Identifier: GPL-3.0-or-later
// How the quick lookup has something typed into the window it was called from.
#include "ui/viewmodels/quicklookupviewmodel.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {

const QString TypeAction = QStringLiteral("type:"); ///< and the key of a field; none: user name and password
const QString NowAction = QStringLiteral("type-now");
const QString EnterAction = QStringLiteral("type-enter");

} // namespace

void QuickLookupViewModel::followTyping()
{
    connect(&m_typing, &TypingViewModel::changed, this, [this] {
        if (m_typing.isAsking())
            setStatus(m_typing.errorText());
        Q_EMIT listChanged();
        Q_EMIT statusChanged(); // busy is ours, too
    });
    connect(&m_typing, &TypingViewModel::doubted, this, [this] {
        if (m_subject) // the question belongs where there is room to answer it
            openSecret(QuickResult(*m_subject));
    });
    connect(&m_typing, &TypingViewModel::asideWanted, this, [this] {
        if (m_subject)
            m_finder.note(*m_subject);
        hide();
    });
}

QString QuickLookupViewModel::subject() const
{
    if (m_subject && m_typing.isAsking() && !m_typing.question().isEmpty())
        return m_typing.question();
    return m_subject ? m_subject->name : QString();
}

/// Values of one line: nobody wants a certificate typed.
void QuickLookupViewModel::addTyping(const Session &session, const QuickResult &result, std::vector<Choice> &to) const
{
    const std::vector<FieldOutline> fields = session.outline(result.secretId);
    const QStringList login = TypingViewModel::loginKeys(fields);
    if (!login.isEmpty())
        //: In the quick lookup: types both into another window, with the Tab key between.
        to.push_back({TypeAction, tr("Type: user name, Tab, password"), QStringLiteral("keyboard"), {}});
    for (const FieldOutline &field : fields) {
        if (isMultiline(field.kind) || (!field.isProtected && field.plainValue.isEmpty()))
            continue;
        //: In the quick lookup: types a field of a secret into another window. %1 is the field's label.
        to.push_back({TypeAction + field.key,
                      tr("Type: %1").arg(fieldLabel(field.kind, field.label)),
                      QStringLiteral("keyboard"),
                      {}});
    }
}

bool QuickLookupViewModel::actOnTyping(const QString &action)
{
    if (action == NowAction || action == EnterAction)
        m_typing.type(action == EnterAction);
    else if (action.startsWith(TypeAction))
        askToType(*m_subject, action);
    else
        return false;
    return true;
}

void QuickLookupViewModel::askToType(const QuickResult &result, const QString &action)
{
    Session *const session = m_sessions.find(result.accountId);
    const auto asked = std::find_if(m_actions.choices().begin(), m_actions.choices().end(),
                                    [&action](const Choice &one) { return one.key == action; });
    if (!session || asked == m_actions.choices().end())
        return;
    if (const QString hint = m_typing.hint(session); !hint.isEmpty())
        return setStatus(hint);
    const QString key = action.mid(TypeAction.size());
    const QStringList keys =
        key.isEmpty() ? TypingViewModel::loginKeys(session->outline(result.secretId)) : QStringList{key};
    m_typing.ask({session, result.secretId, keys, asked->label});
    m_actions.setChoices(actionsNow());
    setCurrentIndex(0);
}

std::vector<Choice> QuickLookupViewModel::actionsNow() const
{
    if (!m_typing.isAsking())
        return actionsOn(*m_subject);
    if (m_typing.question().isEmpty())
        return {};
    //: In the quick lookup, below a question that names a window.
    return {{NowAction, tr("Type it"), QStringLiteral("keyboard"), m_typing.what()},
            //: In the quick lookup, below a question that names a window: presses the Enter key behind it.
            {EnterAction, tr("Type it and press Enter"), QStringLiteral("keyboard"), m_typing.what()}};
}

} // namespace coffret

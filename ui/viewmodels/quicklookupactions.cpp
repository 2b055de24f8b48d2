// SPDX-License-Identifier: GPL-3.0-or-later
// What the quick lookup does with the secret it found.
#include "core/base/displaytext.h"
#include "core/base/webaddress.h"
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/addresstexts.h"
#include "ui/viewmodels/quicklookupviewmodel.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

namespace {

const QString OpenAction = QStringLiteral("open");
const QString CopyAction = QStringLiteral("copy:");       ///< and the key of a field
const QString AddressAction = QStringLiteral("address:"); ///< and an address, to be copied
const QString BrowseAction = QStringLiteral("browse:");   ///< and an address

} // namespace

/// Where nobody chose, the best that is only similar: to be shown, not to be copied.
const QuickResult *QuickLookupViewModel::chosen() const
{
    return m_subject ? &*m_subject : m_results.at(std::max(m_currentIndex, 0));
}

void QuickLookupViewModel::activateAt(int row)
{
    if (m_busy || m_typing.isBusy())
        return;
    if (m_subject)
        return act(m_actions.keyAt(row));
    if (const QuickResult *const found = m_results.at(row))
        copyMain(QuickResult(*found));
}

void QuickLookupViewModel::copyMain(const QuickResult &result)
{
    const Session *const session = m_sessions.find(result.accountId);
    if (!session)
        return;
    if (primaryFieldOf(result.type, session->outline(result.secretId)).isEmpty())
        openSecret(result);
    else
        copyField(result, {}); // no key: what its main value is may only be known once it is opened
}

void QuickLookupViewModel::copyOne(const QString &accountId, const QString &secretId, Part part)
{
    const std::optional<QuickResult> result = m_finder.result(accountId, secretId);
    if (m_locked || m_busy || !result)
        return;
    if (part == Part::Main)
        return copyMain(*result);
    const std::vector<FieldOutline> fields = m_sessions.find(accountId)->outline(secretId);
    const auto code =
        std::find_if(fields.begin(), fields.end(), [](const FieldOutline &one) { return one.kind == FieldKind::Totp; });
    copyField(*result, code == fields.end() ? fieldKey(FieldKind::Totp) : code->key);
}

/// Without the window there is nobody to read it.
void QuickLookupViewModel::refuse(const QuickResult &result, const QString &why)
{
    if (!m_active)
        showOne(result.accountId, result.secretId);
    setStatus(why);
}

void QuickLookupViewModel::act(const QString &action)
{
    const QuickResult result = *m_subject;
    if (action.startsWith(CopyAction))
        return copyField(result, action.mid(CopyAction.size()));
    if (action == OpenAction)
        return openSecret(result);
    if (actOnTyping(action))
        return;
    const QString address = action.section(QLatin1Char(':'), 1);
    if (action.startsWith(AddressAction)) {
        SecretBuffer value = SecretBuffer::copyOf(address.toStdString());
        const bool breaksOff = endsALine(FieldKind::Uri, value);
        m_clipboard.copy(std::move(value), std::chrono::seconds(m_settings.preferences().clipboardSeconds));
        m_toast.showCopied(fieldLabel(FieldKind::Uri, {}), breaksOff);
    } else if (action.startsWith(BrowseAction)) {
        Q_EMIT browserWanted(addressToOpen(address));
    } else {
        return;
    }
    m_finder.note(result);
    hide();
}

void QuickLookupViewModel::copyField(const QuickResult &result, const QString &fieldKey)
{
    Session *const session = m_sessions.find(result.accountId);
    if (!session)
        return;
    const std::vector<FieldOutline> fields = session->outline(result.secretId);
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const FieldOutline &one) { return one.key == fieldKey; });
    if (field != fields.end() && !field->isProtected) {
        SecretBuffer value = SecretBuffer::copyOf(field->plainValue.toStdString());
        const bool breaksOff = endsALine(field->kind, value);
        m_clipboard.copy(std::move(value), std::chrono::seconds(m_settings.preferences().clipboardSeconds));
        m_toast.showCopied(fieldLabel(field->kind, visibleText(field->label)), breaksOff);
        m_finder.note(result);
        return hide();
    }
    if (const QString hint = useHint(session, Session::Use::Copy); !hint.isEmpty())
        return refuse(result, hint);
    setBusy(true);
    setStatus({});
    const quint64 generation = ++m_generation;
    QCoro::connect(session->reveal(result.secretId, fieldKey, {}, Session::Use::Copy), this,
                   [this, generation, result](Expected<Session::Revealed> outcome) {
                       if (generation != m_generation)
                           return; // closed meanwhile; the value is wiped with outcome
                       setBusy(false);
                       copied(result, std::move(outcome));
                   });
}

void QuickLookupViewModel::copied(const QuickResult &result, Expected<Session::Revealed> outcome)
{
    if (!outcome)
        return refuse(result, describe(outcome.error().kind).inOneLine());
    if (!isVouched(outcome->verdict)) // the question belongs where there is room to answer it
        return openSecret(result);
    m_finder.note(result);
    const bool breaksOff = endsALine(outcome->field.kind, outcome->value);
    m_clipboard.copy(std::move(outcome->value), std::chrono::seconds(m_settings.preferences().clipboardSeconds),
                     clipboardOrigin(result.accountId, result.secretId));
    m_toast.showCopied(fieldLabel(outcome->field.kind, visibleText(outcome->field.label)), breaksOff);
    hide();
}

void QuickLookupViewModel::openInMain()
{
    if (const QuickResult *const result = chosen())
        openSecret(QuickResult(*result));
}

void QuickLookupViewModel::openSecret(const QuickResult &result)
{
    const QString accountId = result.accountId; // what result refers to may go with the window
    const QString secretId = result.secretId;
    m_finder.note(result);
    hide();
    Q_EMIT openSecretRequested(accountId, secretId);
}

std::vector<Choice> QuickLookupViewModel::actionsOn(const QuickResult &result) const
{
    std::vector<Choice> actions;
    const Session *const session = m_sessions.find(result.accountId);
    const Catalog::Row row = session ? session->catalog()->rowOf(result.secretId) : Catalog::NoRow;
    if (row == Catalog::NoRow)
        return actions;
    for (const FieldOutline &field : session->outline(result.secretId)) {
        if (!field.isProtected && field.plainValue.isEmpty())
            continue;
        //: In the quick lookup: puts a field of a secret on the clipboard. %1 is the field's label.
        actions.push_back({CopyAction + field.key, tr("Copy: %1").arg(fieldLabel(field.kind, field.label)),
                           QStringLiteral("copy"), field.isProtected ? QString() : field.plainValue});
    }
    addTyping(*session, result, actions);
    for (const QString &uri : session->catalog()->summary(row).uris) {
        const QString note = addressNote(uri);
        if (!addressToOpen(uri).isEmpty())
            //: In the quick lookup: opens the address of a secret.
            actions.push_back({BrowseAction + uri, tr("Open in the browser"), QStringLiteral("globe"),
                               note.isEmpty() ? uri : besideEachOther({uri, note})});
        //: In the quick lookup: puts an address on the clipboard.
        actions.push_back({AddressAction + uri, tr("Copy the address"), QStringLiteral("link"), uri});
    }
    //: In the quick lookup: shows a secret in the main window.
    actions.push_back({OpenAction, tr("Open in the window"), QStringLiteral("external"), {}});
    return actions;
}

void QuickLookupViewModel::listActions()
{
    const QuickResult *const result = m_subject ? nullptr : chosen();
    if (!result || m_busy)
        return;
    m_subject = *result;
    m_resultIndex = std::max(m_currentIndex, 0);
    m_actions.setChoices(actionsOn(*m_subject));
    setStatus({});
    Q_EMIT listChanged();
    setCurrentIndex(0);
}

void QuickLookupViewModel::leaveActions()
{
    if (!m_typing.isAsking())
        return dropActions();
    m_typing.cancel();
    setStatus({});
    m_actions.setChoices(actionsOn(*m_subject));
    Q_EMIT listChanged();
    setCurrentIndex(0);
}

void QuickLookupViewModel::dropActions()
{
    if (!m_subject)
        return;
    if (m_typing.isAsking())
        m_typing.cancel();
    m_subject.reset();
    m_actions.setChoices({});
    setStatus({});
    Q_EMIT listChanged();
    setCurrentIndex(std::min(m_resultIndex, m_results.rowCount() - 1));
}

int QuickLookupViewModel::rowCount() const
{
    return m_subject ? m_actions.rowCount() : m_results.rowCount();
}

QString QuickLookupViewModel::accountName() const
{
    const Session *const session = m_sessions.find(m_accountId);
    return session ? session->account().name : QString();
}

bool QuickLookupViewModel::hasSeveralAccounts() const
{
    return m_sessions.all().size() > 1;
}

void QuickLookupViewModel::nextAccount(int step)
{
    if (!hasSeveralAccounts() || m_subject)
        return;
    QStringList ids{QString()}; // all of them together
    for (const auto &session : m_sessions.all())
        ids.append(session->account().id);
    const qsizetype at = std::max<qsizetype>(ids.indexOf(m_accountId), 0);
    m_accountId = ids[(at + step + ids.size()) % ids.size()];
    update();
}

} // namespace coffret

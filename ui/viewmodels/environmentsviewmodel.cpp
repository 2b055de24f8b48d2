// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentsviewmodel.h"

#include "core/base/displaytext.h"
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

EnvironmentsViewModel::EnvironmentsViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                             OpenPgp &openPgp, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_comparison(settings, clipboard, toast, clock)
    , m_exporting(openPgp)
{
    connect(&m_comparison, &ComparisonViewModel::valueWanted, this,
            [this](const QString &name, const QString &environmentId) {
                m_setting.begin(m_session, applicationOf(environmentId), name, {environmentId});
            });
    connect(&m_setting, &EnvironmentValueViewModel::written, &m_comparison, &ComparisonViewModel::reload);
    connect(&m_setting, &EnvironmentValueViewModel::secretWanted, this, [this](const QString &secretId) {
        m_comparison.close();
        Q_EMIT secretWanted(secretId);
    });
}

EnvironmentsViewModel::~EnvironmentsViewModel()
{
    m_stop.request_stop();
}

void EnvironmentsViewModel::setSecret(Session *session, const SecretSummary &summary)
{
    if (session != m_session || summary.id != m_summary.id) {
        ++m_generation;
        stopAll(m_stop);
        m_copying = false;
    }
    m_session = session;
    m_summary = summary;
    Q_EMIT changed();
}

void EnvironmentsViewModel::setFolder(Session *session, const QString &collectionId)
{
    m_session = session;
    m_folderId = collectionId;
    Q_EMIT changed();
}

void EnvironmentsViewModel::hideValues()
{
    m_comparison.value()->clear();
    Q_EMIT m_setting.changed();
}

void EnvironmentsViewModel::clear()
{
    m_comparison.close();
    m_setting.close();
    m_importing.close();
    m_exporting.close();
    m_folderId.clear();
    setSecret(nullptr, {});
}

QString EnvironmentsViewModel::applicationOf(const QString &id) const
{
    return hasEnvironments(m_session) && !id.isEmpty() ? m_session->environments()->applicationOf(id) : QString();
}

bool EnvironmentsViewModel::isOffered() const
{
    return !applicationOf(m_summary.id).isEmpty();
}

bool EnvironmentsViewModel::isOfferedInFolder() const
{
    return !applicationOf(m_folderId).isEmpty();
}

QString EnvironmentsViewModel::writeHint() const
{
    return environmentWriteHint(m_session);
}

QString EnvironmentsViewModel::copyHint() const
{
    return useHint(m_session, Session::Use::Copy);
}

QString EnvironmentsViewModel::environmentHint() const
{
    //: Why a file cannot be read into a folder or written from it: it is a whole application.
    return isEnvironment(m_session, m_folderId) ? QString() : tr("Choose one of its environments");
}

QString EnvironmentsViewModel::importHint() const
{
    return environmentHint().isEmpty() ? writeHint() : environmentHint();
}

QString EnvironmentsViewModel::exportHint() const
{
    return environmentHint().isEmpty() ? copyHint() : environmentHint();
}

void EnvironmentsViewModel::compareSecret()
{
    if (isOffered())
        m_comparison.show(m_session, applicationOf(m_summary.id), m_summary.name);
}

void EnvironmentsViewModel::setValue()
{
    if (isOffered() && writeHint().isEmpty())
        m_setting.begin(m_session, applicationOf(m_summary.id), m_summary.name, {m_summary.collectionId});
}

void EnvironmentsViewModel::offerTaken(Session *session, const QString &environmentId, const QString &name,
                                       SecretBuffer value)
{
    if (hasEnvironments(session))
        m_setting.begin(session, session->environments()->applicationOf(environmentId), name, {environmentId},
                        std::move(value));
}

QString EnvironmentsViewModel::whyNotCopied(const EnvironmentText &text, const QString &name)
{
    if (!text.withoutValue.isEmpty())
        //: Messages instead of copying. %1 is the name of a secret.
        return tr("“%1” has no value here.").arg(name);
    if (!text.unwritable.isEmpty())
        //: Message instead of copying. %1 is the name of a secret.
        return tr("“%1” cannot be written like that.").arg(name);
    if (!text.unreadable.isEmpty())
        //: Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.
        return tr("The value of “%1” could not be decrypted.").arg(name);
    if (!text.unvouched.isEmpty())
        //: Message instead of copying. %1 is the name of a secret whose value nobody known has signed.
        return tr("Nobody vouches for the value of “%1”: show it first, and copy it from there.").arg(name);
    return describe(ErrorKind::NotFound).text;
}

void EnvironmentsViewModel::copyAs(Format format)
{
    if (!isOffered() || m_copying)
        return;
    if (const QString hint = copyHint(); !hint.isEmpty())
        return m_toast.showMessage(hint);
    m_copying = true;
    const SecretsFormat as = format == KeyValue     ? SecretsFormat::DotEnv
                             : format == ExportLine ? SecretsFormat::Export
                                                    : SecretsFormat::Json;
    const quint64 generation = m_generation;
    const QString name = m_summary.name;
    QCoro::connect(environmentText(m_session, m_summary.collectionId, {name}, as, m_stop.get_token()), this,
                   [this, generation, name](Expected<EnvironmentText> text) {
                       if (generation != m_generation)
                           return;
                       m_copying = false;
                       if (!text)
                           return m_toast.showMessage(describe(text.error().kind).text);
                       if (text->written == 0)
                           return m_toast.showMessage(whyNotCopied(*text, visibleText(name)));
                       m_clipboard.copy(std::move(text->text),
                                        std::chrono::seconds(m_settings.preferences().clipboardSeconds));
                       m_toast.showCopied(visibleText(name));
                   });
}

void EnvironmentsViewModel::compareFolder()
{
    if (isOfferedInFolder())
        m_comparison.show(m_session, applicationOf(m_folderId), {});
}

void EnvironmentsViewModel::newInFolder()
{
    if (!isOfferedInFolder() || !writeHint().isEmpty())
        return;
    const bool isOne = isEnvironment(m_session, m_folderId);
    m_setting.begin(m_session, applicationOf(m_folderId), {}, isOne ? QStringList{m_folderId} : QStringList());
}

void EnvironmentsViewModel::importFile()
{
    if (isOfferedInFolder() && importHint().isEmpty())
        m_importing.begin(m_session, m_folderId);
}

void EnvironmentsViewModel::exportFile()
{
    if (isOfferedInFolder() && exportHint().isEmpty())
        m_exporting.begin(m_session, m_folderId);
}

} // namespace coffret

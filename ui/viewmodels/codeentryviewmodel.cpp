// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/codeentryviewmodel.h"

#include "core/base/displaytext.h"
#include "core/toolbox/otpauth.h"
#include "ui/desktop/qrpictures.h"
#include "ui/viewmodels/onetimecode.h"
#include "ui/viewmodels/setupfiles.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QQmlEngine>

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t ShortestKey = 8; // as oneTimeCodeUri() has it

bool startsWith(const SecretBuffer &text, std::string_view lower)
{
    const std::string_view view = text.view();
    return view.size() >= lower.size() && std::equal(lower.begin(), lower.end(), view.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

/// Why no codes come of it.
QString problemOf(const SecretBuffer &text)
{
    if (startsWith(text, "otpauth-migration:"))
        //: Under the field for the key of one-time codes.
        return CodeEntryViewModel::tr(
            "This moves several accounts from one phone to another. Export one account alone, "
            "or use the key that the service shows.");
    if (startsWith(text, "otpauth://hotp"))
        //: Under the field for the key of one-time codes.
        return CodeEntryViewModel::tr("This key is for codes that are counted, not for codes that change with time.");
    if (startsWith(text, "otpauth:"))
        //: Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the
        //: address.
        return CodeEntryViewModel::tr(
            "This address makes no codes: its secret, digits, period or algorithm is missing or "
            "wrong.");
    const std::size_t characters = cleanSeed(text.view()).size();
    if (characters == 0)
        //: Under the field for the key of one-time codes.
        return CodeEntryViewModel::tr("A key has only the letters A to Z and the digits 2 to 7.");
    if (characters >= ShortestKey)
        //: Under the field for the key of one-time codes.
        return CodeEntryViewModel::tr("The end of the key is missing.");
    //: Under the field for the key of one-time codes.
    return CodeEntryViewModel::tr("The key is too short.");
}

QString hashName(const QByteArray &algorithm)
{
    return algorithm == "SHA1"     ? QStringLiteral("SHA-1")
           : algorithm == "SHA256" ? QStringLiteral("SHA-256")
                                   : QStringLiteral("SHA-512");
}

} // namespace

CodeEntryViewModel::CodeEntryViewModel(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_watch(clock)
{
    connect(&m_watch, &CodeWatch::ticked, this, &CodeEntryViewModel::ticked);
    connect(&m_watch, &CodeWatch::turned, this, &CodeEntryViewModel::turn);
    connect(&m_picker, &ScreenPicker::picked, this,
            [this](const std::shared_ptr<QImage> &picture) { take(std::move(*picture)); });
    connect(&m_picker, &ScreenPicker::failed, this, [this] {
        //: Under the field for the key of one-time codes.
        setScanProblem(tr("Your desktop gave no picture of the screen."));
    });
}

CodeEntryViewModel::~CodeEntryViewModel() = default;

void CodeEntryViewModel::watch(SecretDocument *document, bool judged)
{
    if (m_document == document && m_judged == judged)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_judged = judged;
    if (m_document)
        connect(m_document, &SecretDocument::valueChanged, this, &CodeEntryViewModel::judge);
    m_scanProblem.clear();
    if (!document)
        m_picker.cancel();
    judge();
    Q_EMIT watchingChanged();
}

void CodeEntryViewModel::setVeiled(bool veiled)
{
    if (m_veiled == veiled)
        return;
    m_veiled = veiled;
    turn();
}

void CodeEntryViewModel::leave(SecretDocument *document)
{
    if (m_document == document)
        watch(nullptr, true);
}

void CodeEntryViewModel::judge()
{
    if (!m_taking)
        m_scanProblem.clear();
    m_code.reset();
    m_issuer.clear();
    m_account.clear();
    m_manner.clear();
    m_problem.clear();
    const bool mayJudge = m_document && !m_document->isEmpty() && (m_judged || m_document->isChanged());
    if (mayJudge) {
        const auto uri = oneTimeCodeUri(m_document->value().view(), {});
        const Expected<OtpAuth> auth = uri ? OtpAuth::fromText(*uri) : failure(ErrorKind::Malformed);
        Expected<OneTimeCode> code = auth ? OneTimeCode::from(*uri) : failure(auth);
        if (code) {
            m_code = std::move(*code);
            m_issuer = displayText(auth->issuer.toStdString());
            m_account = displayText(auth->account.toStdString());
            //: About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.
            m_manner = tr("%1 digits, a new code every %2 seconds, %3")
                           .arg(auth->digits)
                           .arg(auth->period)
                           .arg(hashName(auth->algorithm));
        } else {
            m_problem = problemOf(m_document->value());
        }
    }
    turn();
    Q_EMIT changed();
}

void CodeEntryViewModel::turn()
{
    const std::unique_ptr<RevealedSecret> before = std::move(m_secret); // until nobody shows it
    const QDateTime now = m_clock.now();
    if (const Expected<SecretBuffer> digits = m_code && !m_veiled ? m_code->at(now) : failure(ErrorKind::NotFound)) {
        m_secret = std::make_unique<RevealedSecret>(inGroups(*digits));
        QQmlEngine::setObjectOwnership(m_secret.get(), QQmlEngine::CppOwnership);
        m_watch.start(m_code->turnAfter(now), m_code->period());
    } else {
        m_watch.stop();
    }
    Q_EMIT codeChanged();
}

// ---- QR codes

void CodeEntryViewModel::readFile(const QString &pathOrUrl)
{
    Expected<QImage> picture = pictureFromFile(localPath(pathOrUrl));
    if (!picture)
        //: Under the field for the key of one-time codes: the chosen file is no picture, or too large.
        return setScanProblem(tr("The file is no picture that can be read."));
    take(std::move(*picture));
}

void CodeEntryViewModel::readClipboard()
{
    const QMimeData *const offered = QGuiApplication::clipboard()->mimeData();
    QImage picture = offered ? qvariant_cast<QImage>(offered->imageData()) : QImage();
    if (picture.isNull())
        //: Under the field for the key of one-time codes.
        return setScanProblem(tr("There is no picture on the clipboard."));
    take(std::move(picture));
}

void CodeEntryViewModel::readScreen()
{
    setScanProblem({});
    m_picker.pick();
}

void CodeEntryViewModel::take(QImage picture)
{
    if (!m_document)
        return wipePicture(std::move(picture));
    auto texts = qrCodesIn(std::move(picture));
    if (!texts)
        //: Under the field for the key of one-time codes.
        return setScanProblem(tr("No QR code was found in the picture."));
    const bool several = texts->size() > 1;
    const auto isKey = [](const SecretBuffer &text) { return startsWith(text, "otpauth:") && OtpAuth::fromText(text); };
    std::vector<SecretBuffer> keys;
    for (SecretBuffer &text : *texts) {
        if (isKey(text))
            keys.push_back(std::move(text));
    }
    if (keys.size() > 1)
        //: Under the field for the key of one-time codes.
        return setScanProblem(tr("The picture has several keys. Use one that shows a single QR code."));
    if (keys.empty())
        return setScanProblem(several || !startsWith(texts->front(), "otpauth")
                                  //: Under the field for the key of one-time codes.
                                  ? tr("The QR code says something else than a key for one-time codes.")
                                  : problemOf(texts->front()));
    m_taking = true;
    m_scanProblem.clear();
    m_document->replaceAll(keys.front().view());
    m_taking = false;
}

void CodeEntryViewModel::setScanProblem(const QString &problem)
{
    m_scanProblem = problem;
    Q_EMIT changed();
}

} // namespace coffret

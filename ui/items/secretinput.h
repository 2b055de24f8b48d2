// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/secretdocument.h"
#include "ui/items/secretglyphs.h"
#include "ui/items/secretgrid.h"

#include <QPointer>
#include <QQuickItem>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coffret {

class SecretInputCanvas;

/// Where a SecretDocument is written: keyboard, mouse, clipboard and input method, drawn straight from guarded memory.
/// Only single key presses and what is pasted pass through Qt's strings. Has no text for assistive technology to read:
/// whoever uses it gives it a name. Grows to maximumLines, then scrolls.
class SecretInput : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::SecretDocument *document READ document WRITE setDocument NOTIFY documentChanged)
    Q_PROPERTY(bool masked READ isMasked WRITE setMasked NOTIFY mannerChanged)
    Q_PROPERTY(bool multiline READ isMultiline WRITE setMultiline NOTIFY mannerChanged)
    Q_PROPERTY(int minimumLines READ minimumLines WRITE setMinimumLines NOTIFY mannerChanged)
    Q_PROPERTY(int maximumLines READ maximumLines WRITE setMaximumLines NOTIFY mannerChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor digitColor READ digitColor WRITE setDigitColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor symbolColor READ symbolColor WRITE setSymbolColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor caretColor READ caretColor WRITE setCaretColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor selectionColor READ selectionColor WRITE setSelectionColor NOTIFY appearanceChanged)
    Q_PROPERTY(QString fontFamily READ fontFamily WRITE setFontFamily NOTIFY appearanceChanged)
    Q_PROPERTY(int pixelSize READ pixelSize WRITE setPixelSize NOTIFY appearanceChanged)
    Q_PROPERTY(bool selecting READ isSelecting NOTIFY selectingChanged)
    /// What is seen of the whole and where, 0 to 1, for a scroll bar.
    Q_PROPERTY(double pageSize READ pageSize NOTIFY scrolled)
    Q_PROPERTY(double pagePosition READ pagePosition WRITE setPagePosition NOTIFY scrolled)
public:
    explicit SecretInput(QQuickItem *parent = nullptr);
    ~SecretInput() override;

    [[nodiscard]] SecretDocument *document() const { return m_document; }
    void setDocument(SecretDocument *document);
    [[nodiscard]] bool isMasked() const { return m_masked; }
    void setMasked(bool masked);
    [[nodiscard]] bool isMultiline() const { return m_multiline; }
    void setMultiline(bool multiline);
    [[nodiscard]] int minimumLines() const { return m_minimumLines; }
    void setMinimumLines(int lines);
    [[nodiscard]] int maximumLines() const { return m_maximumLines; }
    void setMaximumLines(int lines);
    [[nodiscard]] QColor color() const { return m_colours.letter; }
    void setColor(const QColor &color) { setOneColour(m_colours.letter, color); }
    [[nodiscard]] QColor digitColor() const { return m_colours.digit; }
    void setDigitColor(const QColor &color) { setOneColour(m_colours.digit, color); }
    [[nodiscard]] QColor symbolColor() const { return m_colours.symbol; }
    void setSymbolColor(const QColor &color) { setOneColour(m_colours.symbol, color); }
    [[nodiscard]] QColor caretColor() const { return m_caretColour; }
    void setCaretColor(const QColor &color) { setOneColour(m_caretColour, color); }
    [[nodiscard]] QColor selectionColor() const { return m_selectionColour; }
    void setSelectionColor(const QColor &color) { setOneColour(m_selectionColour, color); }
    [[nodiscard]] QString fontFamily() const { return m_glyphs.font().family(); }
    void setFontFamily(const QString &family);
    [[nodiscard]] int pixelSize() const { return m_glyphs.font().pixelSize(); }
    void setPixelSize(int pixels);
    [[nodiscard]] bool isSelecting() const { return m_selecting; } ///< something of it
    [[nodiscard]] double pageSize() const;
    [[nodiscard]] double pagePosition() const;
    void setPagePosition(double position);

    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void paste();

    void paint(QPainter &painter) const; ///< called by the canvas
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void documentChanged();
    void mannerChanged();
    void appearanceChanged();
    void selectingChanged();
    void scrolled();
    void accepted();      ///< Enter in a single line
    void picturePasted(); ///< a picture is on the clipboard, and no text

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void setFont(const QFont &font);
    void setOneColour(QColor &member, const QColor &color);
    void relayout();
    void followCaret();
    void redraw();
    void restartBlinking();
    void scrollTo(int line);
    void followSelection();

    [[nodiscard]] bool handleMove(const QKeyEvent &event);
    [[nodiscard]] bool handleErase(const QKeyEvent &event);
    [[nodiscard]] bool handleCommand(const QKeyEvent &event);
    [[nodiscard]] bool handleText(const QKeyEvent &event);
    void eraseTo(std::size_t offset);
    void insert(QString text);
    [[nodiscard]] std::size_t wordFrom(std::size_t offset, int step) const;
    [[nodiscard]] std::size_t offsetAt(const QPointF &point) const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] int visibleLines() const;
    [[nodiscard]] QRectF caretRectangle() const;

    std::unique_ptr<SecretInputCanvas> m_canvas; ///< while there is a document
    QPointer<SecretDocument> m_document;
    SecretGrid m_grid;
    SecretGlyphs m_glyphs;
    SecretGlyphs::Colours m_colours;
    QColor m_caretColour;
    QColor m_selectionColour;
    QTimer m_blink;
    bool m_caretShown = false;
    bool m_masked = false;
    bool m_multiline = false;
    bool m_selecting = false;
    int m_minimumLines = 1;
    int m_maximumLines = 12;
    int m_firstLine = 0;
    double m_wishedColumn = -1; ///< where up and down began
};

} // namespace coffret
